"use client";

/** The frame itself broke: no texts and no styles can be relied on, so both languages stand here. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ font: "16px system-ui", padding: "3rem", textAlign: "center" }}>
        <title>Prodano</title>
        <p>Something broke. Try again in a moment.</p>
        <p lang="ru">Что-то сломалось. Попробуйте ещё раз через минуту.</p>
        <button type="button" onClick={reset}>
          Try again · Повторить
        </button>
      </body>
    </html>
  );
}
