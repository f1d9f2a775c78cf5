"use client";
import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { Output } from "#shared/http/contract.ts";
import { browsersContract } from "#shared/notifications/contract.ts";
import { Panel } from "../../components/page.tsx";
import { Answer, ErrorBox } from "../../components/states.tsx";
import { useAnswer } from "../../lib/answers.ts";
import { useMounted } from "../../lib/mounted.ts";
import { markOf, pushSubscription, pushSupport, startPush } from "../../lib/push.ts";
import { useSubmit } from "../../lib/submit.ts";

/** Whether this browser shows notices while no page is open. */
export function PushPanel() {
  const t = useTranslations("notices.push");
  const known = useAnswer(browsersContract.browsers, {});
  // What the browser can do is not known to the server that draws the page first.
  const mounted = useMounted();
  return (
    <Panel title={t("title")} note={t("note")}>
      <Answer of={known}>{(data) => (mounted ? <ThisBrowser known={data} /> : null)}</Answer>
    </Panel>
  );
}

function ThisBrowser({ known }: { known: Output<typeof browsersContract.browsers> }) {
  const t = useTranslations("notices.push");
  const [support, setSupport] = useState(pushSupport);
  const subscription = useSubscription(known.key, support === "possible");
  const add = useSubmit(browsersContract.addBrowser);
  const remove = useSubmit(browsersContract.removeBrowser);
  const [broken, setBroken] = useState<unknown>();
  const on = subscription.mark !== undefined && known.browsers.some(({ mark }) => mark === subscription.mark);

  const turnOn = async () => {
    setBroken(undefined);
    try {
      const made = await startPush(known.key);
      setSupport(pushSupport());
      const { endpoint, keys } = made?.toJSON() ?? {};
      if (!endpoint || !keys?.["p256dh"] || !keys["auth"]) return;
      await add.submit({ endpoint, keys: { p256dh: keys["p256dh"], auth: keys["auth"] } });
      subscription.look();
    } catch (error) {
      setBroken(error);
    }
  };
  const turnOff = async () => {
    const now = await pushSubscription(known.key);
    if (now) await remove.submit({ endpoint: now.endpoint });
  };
  if (support !== "possible") return <p>{t(support)}</p>;
  return (
    <>
      <p role="status">{t(on ? "on" : "off")}</p>
      <ErrorBox error={broken ?? add.error ?? remove.error} />
      <Button
        variant="default"
        loading={add.pending || remove.pending}
        onClick={() => void (on ? turnOff() : turnOn())}
      >
        {t(on ? "turnOff" : "turnOn")}
      </Button>
    </>
  );
}

/** The mark of what this browser is subscribed by; `look` looks again. */
function useSubscription(key: string, possible: boolean) {
  const [mark, setMark] = useState<string>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!possible) return;
    let left = false;
    void pushSubscription(key)
      .then((one) => one && markOf(one.endpoint))
      .then((found) => {
        if (!left) setMark(found);
      });
    return () => {
      left = true;
    };
  }, [key, possible, turn]);
  return { mark, look: () => setTurn((last) => last + 1) };
}
