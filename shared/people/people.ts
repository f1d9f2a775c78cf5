// The rules behind the contract of people, by the names of its operations.
export { changeMe, found, me } from "./account.ts";
export { acceptInvitation, viewInvitation } from "./invitations.ts";
export { changePassword, forgot, reset } from "./new-password.ts";
export { sessions, signOut, signOutEverywhere } from "./own-sessions.ts";
export { signIn } from "./sign-in.ts";
export { confirmSignUp, signUp, viewSignUp } from "./sign-up.ts";
