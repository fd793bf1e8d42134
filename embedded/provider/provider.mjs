// A provider of identities for development: OpenID Connect with demonstration people who need no
// password. Listens on the loopback address, keeps everything in memory, and serves in
// development mode alone. Started by the embedded stack:  node provider.mjs CONFIGURATION.json

import { randomBytes, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

import { Provider } from "oidc-provider";

import { choice, escaped, page } from "./pages.mjs";
import { people } from "./people.mjs";

const told = JSON.parse(readFileSync(process.argv[2], "utf8"));
if (told.mode !== "development") {
  console.error("provider: people without passwords exist in development mode only");
  process.exit(2);
}

const HOUR = 3600;
const SCOPES = "cases:read cases:write";
const OF_SYSTEMS = `${SCOPES} events:send`; // people never get the last one
const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });

const provider = new Provider(told.issuer, {
  jwks: { keys: [{ ...key, use: "sig", alg: "RS256", kid: randomBytes(8).toString("hex") }] },
  cookies: { keys: [randomBytes(32).toString("hex")] },
  clients: told.clients,
  extraClientMetadata: { properties: ["role", "organisation"] },
  clientAuthMethods: ["client_secret_basic", "client_secret_post", "none"],
  scopes: ["openid", "offline_access"],
  claims: { openid: ["sub", "role", "organisation"] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    deviceFlow: {
      enabled: true,
      userCodeInputSource: async (ctx, form, out, error) => {
        const wrong = error ? "<p>No such code. / <span lang=\"es\">No existe ese código.</span></p>" : "";
        ctx.body = page(
          'Sign in a device / <span lang="es">Acceso de un dispositivo</span>',
          `${wrong}${form}<button type="submit" form="op.deviceInputForm">Continue / <span lang="es">Continuar</span></button>`,
        );
      },
      userCodeConfirmSource: async (ctx, form, client, device, code) => {
        ctx.body = page(
          'Is this your code? / <span lang="es">¿Es este su código?</span>',
          `<p><strong>${escaped(code)}</strong> (${escaped(client.clientId)})</p>${form}
<button autofocus type="submit" form="op.deviceConfirmForm">Yes, sign in / <span lang="es">Sí, acceder</span></button>
<button type="submit" form="op.deviceConfirmForm" value="yes" name="abort">No / <span lang="es">No</span></button>`,
        );
      },
      successSource: async (ctx) => {
        ctx.body = page(
          'Signed in / <span lang="es">Acceso concedido</span>',
          '<p>Go on at the command line. / <span lang="es">Continúe en la línea de comandos.</span></p>',
        );
      },
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: async () => told.audience,
      useGrantedResource: async () => true,
      getResourceServerInfo: async (ctx, resource) => {
        if (resource !== told.audience) throw new Error("unknown resource");
        return {
          scope: OF_SYSTEMS,
          audience: told.audience,
          accessTokenFormat: "jwt",
          accessTokenTTL: told.accessTokenSeconds ?? 600,
          jwt: { sign: { alg: "RS256" } },
        };
      },
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: async (ctx, form) => {
        ctx.body = page(
          'Sign out here too? / <span lang="es">¿Cerrar también aquí?</span>',
          `${form}<button autofocus type="submit" form="op.logoutForm" value="yes" name="logout">Yes / <span lang="es">Sí</span></button>`,
        );
      },
      postLogoutSuccessSource: async (ctx) => {
        ctx.body = page('Signed out / <span lang="es">Sesión cerrada</span>', "");
      },
    },
  },
  extraTokenClaims: async (ctx, token) => {
    if (token.kind === "ClientCredentials") {
      const client = await provider.Client.find(token.clientId);
      return { role: client.role, organisation: client.organisation };
    }
    const person = people.get(token.accountId);
    return person && { role: person.role, organisation: person.organisation };
  },
  findAccount: async (ctx, id) => {
    const person = people.get(id);
    return person && { accountId: id, claims: async () => ({ sub: id, role: person.role, organisation: person.organisation }) };
  },
  // The portal and the command line are ours: nobody is asked whether they may know who he is.
  loadExistingGrant: async (ctx) => {
    const grant = new provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid offline_access");
    grant.addOIDCClaims(["sub", "role", "organisation"]);
    grant.addResourceScope(told.audience, SCOPES);
    await grant.save();
    return grant;
  },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  renderError: async (ctx, out) => {
    ctx.type = "html";
    ctx.body = page('That did not work / <span lang="es">No fue posible</span>', `<p>${escaped(out.error)}: ${escaped(out.error_description ?? "")}</p>`);
  },
  ttl: { Session: 12 * HOUR, Grant: 12 * HOUR, IdToken: HOUR, RefreshToken: 12 * HOUR, Interaction: HOUR, DeviceCode: 600 },
});

const oidc = provider.callback();
const LOGIN = /^\/interaction\/([\w-]+)(\/login)?$/;

async function form(request) {
  let text = "";
  for await (const piece of request) {
    text += piece;
    if (text.length > 10_000) throw new Error("too large");
  }
  return new URLSearchParams(text);
}

async function interaction(request, response, uid, login) {
  if (request.method === "POST" && login) {
    const account = (await form(request)).get("account");
    if (!people.has(account)) throw new Error("nobody");
    await provider.interactionFinished(request, response, { login: { accountId: account } });
    return;
  }
  await provider.interactionDetails(request, response); // ends where there is none
  response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" });
  response.end(choice(uid, people.values()));
}

createServer((request, response) => {
  const found = LOGIN.exec(new URL(request.url, told.issuer).pathname);
  if (!found) {
    oidc(request, response);
    return;
  }
  interaction(request, response, found[1], found[2]).catch(() => {
    response.writeHead(400, { "Content-Type": "text/html; charset=utf-8" });
    response.end(page("Begin again / Comience de nuevo", ""));
  });
}).listen(told.port, "127.0.0.1");
