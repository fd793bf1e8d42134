// The provider's few pages, in both languages side by side, with nothing from elsewhere.

export function escaped(text) {
  return String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

export function page(title, body) {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 44rem; padding: 1rem; color: #1b1b1b; }
.demo { background: #faf3d1; border-left: .5rem solid #ffbe2e; padding: .5rem 1rem; }
button { font: inherit; width: 100%; min-height: 2.75rem; margin: .2rem 0; padding: .4rem .8rem;
  text-align: left; background: #fff; border: 2px solid #005ea2; border-radius: .25rem; color: #005ea2; cursor: pointer; }
input { font: inherit; padding: .4rem; }
:focus-visible { outline: .25rem solid #2491ff; }
</style>
</head>
<body>
<p class="demo"><strong>Demonstration.</strong> Nobody here exists and no password is asked for.
<span lang="es"><strong>Demostración.</strong> Estas personas no existen y no se pide contraseña.</span></p>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
}

export function choice(uid, people) {
  const buttons = [...people].map(
    (one) =>
      `<button name="account" value="${escaped(one.id)}">${escaped(one.id)} — ${escaped(one.en)} / <span lang="es">${escaped(one.es)}</span></button>`,
  );
  return page(
    'Who are you? / <span lang="es">¿Quién es usted?</span>',
    `<form method="post" action="/interaction/${escaped(uid)}/login">${buttons.join("\n")}</form>`,
  );
}
