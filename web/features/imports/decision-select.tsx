"use client";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { DictionaryName } from "#shared/dictionaries/schema.ts";
import { importField, type Target } from "#shared/imports/fields.ts";
import type { Decision, ImportEntity } from "#shared/imports/schema.ts";
import { roles, type Role } from "#shared/policy-names.ts";
import { ClientPicker, type PickedClient } from "../../components/client-picker.tsx";
import { useFormats } from "../../lib/formats.ts";
import { useEmployees, useEntries, usePipelines, useProducts, type Names } from "../../lib/names.ts";
import styles from "./mapping.module.css";

type Do = Decision["do"] | "";

interface Props {
  entity: ImportEntity;
  field: string;
  pipelineId: string | undefined;
  label: string;
  /** What is decided of: one value, all that are not listed, or blank cells. */
  of: { value: string } | { others: true } | { blank: true };
  /** What may be decided of it. */
  allowed: readonly Decision["do"][];
  decision: Decision | undefined;
  suggestion?: Decision | undefined;
  suggestionName?: string | undefined;
  onChange: (decision: Decision | null) => void;
}

/** What shall become of a value: chosen by the user; a suggestion is shown and taken by a press, never by itself. */
export function DecisionSelect(props: Props) {
  const t = useTranslations("imports");
  const { decision, suggestion, onChange } = props;
  const [kind, setKind] = useState<Do>(decision?.do ?? "");
  const [begun, setBegun] = useState<Decision>();
  const shown = decision && kind === "" ? decision.do : kind;
  const choose = (next: Do) => {
    setKind(next);
    if (next === "") onChange(null);
    else if (next === "blank" || next === "refuse") onChange({ do: next });
    else if (next === "create" && !("blank" in props.of) && targetOf(props)?.to !== "employee")
      onChange({ do: "create" });
  };
  return (
    <div className={styles.choice}>
      <NativeSelect
        aria-label={props.label}
        value={shown}
        onChange={(event) => choose(event.currentTarget.value as Do)}
        data={[
          { value: "", label: t("decide") },
          ...props.allowed.map((value) => ({ value: value, label: t(`does.${value}`) })),
        ]}
      />
      {shown ? <Details {...props} decision={decision ?? begun} kind={shown} /> : null}
      {!decision && !begun && suggestion ? (
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            setKind(suggestion.do);
            if (isWhole(suggestion)) onChange(suggestion);
            else setBegun(suggestion);
          }}
        >
          <Suggestion {...props} suggestion={suggestion} />
        </Button>
      ) : null}
    </div>
  );
}

/** Whether nothing more has to be said: a refusal wants its reason. */
export function isWhole(decision: Decision): boolean {
  return decision.do !== "stage" || decision.state !== "refusal" || decision.reasonId !== undefined;
}

function targetOf({ entity, field }: Pick<Props, "entity" | "field">): Target | undefined {
  return importField(entity, field)?.target;
}

function Details(props: Props & { kind: Do }) {
  switch (props.kind) {
    case "use":
      return <Use {...props} />;
    case "create":
      return <Create {...props} />;
    case "stage":
      return <StageOf {...props} />;
    case "day":
      return <DayOf {...props} />;
    case "amount":
      return <AmountOf {...props} />;
    case "role":
      return (
        <RoleSelect
          label={props.label}
          value={props.decision?.do === "role" ? props.decision.role : ""}
          onChange={(role) => props.onChange({ do: "role", role })}
        />
      );
    default:
      return null;
  }
}

function Suggestion(props: Props & { suggestion: Decision }) {
  const t = useTranslations("imports");
  const { day } = useFormats();
  const roleNames = useTranslations("roles");
  const { suggestion } = props;
  const name =
    suggestion.do === "create"
      ? suggestion.name
      : suggestion.do === "day"
        ? day(suggestion.day)
        : suggestion.do === "amount"
          ? t(`amounts.${suggestion.from}`)
          : suggestion.do === "role"
            ? roleNames(suggestion.role)
            : suggestion.do === "stage"
              ? `${t(`outcomes.${suggestion.state}`)}${suggestion.state === "open" ? `, ${props.suggestionName ?? ""}` : ""}`
              : props.suggestionName;
  return <>{t("suggest", { name: name ?? "" })}</>;
}

function Use(props: Props) {
  const target = targetOf(props);
  const chosen = props.decision?.do === "use" ? props.decision.id : "";
  const use = (id: string) => id && props.onChange({ do: "use", id });
  if (target?.to === "dictionary")
    return <UseEntry dictionary={target.name} label={props.label} value={chosen} onChange={use} />;
  if (target?.to === "employee") return <UseEmployee label={props.label} value={chosen} onChange={use} />;
  if (target?.to === "product") return <UseProduct label={props.label} value={chosen} onChange={use} />;
  if (target?.to === "client") {
    const picked = chosen ? { id: chosen, name: props.suggestionName ?? chosen } : undefined;
    return <UseClient label={props.label} picked={picked} onChange={use} />;
  }
  return null;
}

function UseClient(props: { label: string; picked: PickedClient | undefined; onChange: (id: string) => void }) {
  const [client, setClient] = useState(props.picked);
  return (
    <ClientPicker
      label={props.label}
      value={client}
      onChange={(one) => {
        setClient(one);
        props.onChange(one?.id ?? "");
      }}
    />
  );
}

interface UseProps {
  label: string;
  value: string;
  onChange: (id: string) => void;
}

function UseEntry({ dictionary, ...props }: UseProps & { dictionary: DictionaryName }) {
  return <Of names={useEntries(dictionary)} {...props} />;
}

function UseEmployee(props: UseProps) {
  return <Of names={useEmployees()} {...props} />;
}

function UseProduct(props: UseProps) {
  return <Of names={useProducts()} {...props} />;
}

function Of({ names, label, value, onChange }: UseProps & { names: Pick<Names<never>, "choices"> }) {
  const t = useTranslations("imports");
  return (
    <NativeSelect
      aria-label={`${label}: ${t("does.use")}`}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: "", label: t("choose") }, ...names.choices(value)]}
    />
  );
}

function Create(props: Props) {
  const t = useTranslations("imports");
  const decision = props.decision?.do === "create" ? props.decision : undefined;
  const [name, setName] = useState(decision?.name ?? "");
  const target = targetOf(props);
  if (target?.to === "employee") {
    return (
      <RoleSelect
        label={props.label}
        value={decision?.role ?? ""}
        onChange={(role) => props.onChange({ do: "create", role })}
      />
    );
  }
  if ("others" in props.of) return null;
  const called = "value" in props.of ? props.of.value : t("name");
  return (
    <TextInput
      aria-label={`${props.label}: ${t("name")}`}
      placeholder={called}
      value={name}
      maxLength={120}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={() =>
        name.trim() && name.trim() !== decision?.name && props.onChange({ do: "create", name: name.trim() })
      }
    />
  );
}

function StageOf(props: Props) {
  const t = useTranslations("imports");
  const pipelines = usePipelines();
  const reasons = useEntries("refusal_reason");
  const stages = pipelines.get(props.pipelineId)?.stages ?? [];
  const chosen = props.decision?.do === "stage" ? props.decision : undefined;
  const [draft, setDraft] = useState<{
    state: "open" | "success" | "refusal" | "";
    stageId: string;
    reasonId: string;
  }>();
  const now = draft ?? { state: chosen?.state ?? "", stageId: chosen?.stageId ?? "", reasonId: chosen?.reasonId ?? "" };
  const set = (change: Partial<typeof now>) => {
    const next = { ...now, ...change };
    const stageId = next.stageId || (next.state === "" || next.state === "open" ? "" : (stages.at(-1)?.id ?? ""));
    setDraft({ ...next, stageId });
    if (!next.state || !stageId) return;
    const reasonId = next.state === "refusal" && next.reasonId ? { reasonId: next.reasonId } : {};
    const whole: Decision = { do: "stage", state: next.state, stageId, ...reasonId };
    if (isWhole(whole)) props.onChange(whole);
  };
  return (
    <>
      <NativeSelect
        aria-label={`${props.label}: ${t("outcome")}`}
        value={now.state}
        onChange={(event) => set({ state: event.currentTarget.value as typeof now.state })}
        data={[
          { value: "", label: t("outcome") },
          ...(["open", "success", "refusal"] as const).map((value) => ({
            value: value,
            label: t(`outcomes.${value}`),
          })),
        ]}
      />
      <NativeSelect
        aria-label={`${props.label}: ${t("stage")}`}
        value={now.stageId}
        onChange={(event) => set({ stageId: event.currentTarget.value })}
        data={[{ value: "", label: t("stage") }, ...stages.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      {now.state === "refusal" ? (
        <NativeSelect
          aria-label={`${props.label}: ${t("reason")}`}
          value={now.reasonId}
          onChange={(event) => set({ reasonId: event.currentTarget.value })}
          data={[{ value: "", label: t("reason") }, ...reasons.choices(now.reasonId)]}
        />
      ) : null}
    </>
  );
}

function DayOf(props: Props) {
  const t = useTranslations("imports");
  const chosen = props.decision?.do === "day" ? props.decision.day : "";
  const [day, setDay] = useState<string>(chosen);
  return (
    <TextInput
      type="date"
      aria-label={`${props.label}: ${t("day")}`}
      value={day}
      onChange={(event) => {
        setDay(event.currentTarget.value);
        if (event.currentTarget.value) props.onChange({ do: "day", day: event.currentTarget.value });
      }}
    />
  );
}

function AmountOf(props: Props) {
  const t = useTranslations("imports");
  const chosen = props.decision?.do === "amount" ? props.decision.from : "";
  return (
    <NativeSelect
      aria-label={`${props.label}: ${t("amount")}`}
      value={chosen}
      onChange={(event) =>
        event.currentTarget.value &&
        props.onChange({ do: "amount", from: event.currentTarget.value as "zero" | "price" })
      }
      data={[
        { value: "", label: t("choose") },
        ...(["zero", "price"] as const).map((value) => ({ value: value, label: t(`amounts.${value}`) })),
      ]}
    />
  );
}

function RoleSelect({ label, value, onChange }: { label: string; value: string; onChange: (role: Role) => void }) {
  const t = useTranslations();
  return (
    <NativeSelect
      aria-label={`${label}: ${t("imports.role")}`}
      value={value}
      onChange={(event) => event.currentTarget.value && onChange(event.currentTarget.value as Role)}
      data={[
        { value: "", label: t("imports.role") },
        ...roles.map((role) => ({ value: role, label: t(`roles.${role}`) })),
      ]}
    />
  );
}
