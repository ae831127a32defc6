/**
 * The prefix by which a build tool ships a variable to browsers, when the rest of the name says that it holds a secret;
 * undefined for all other names. Keys that are made to be public have names like the ones that are not, so only what cannot
 * well be meant to be public counts: what says so itself, and the keys of services that have no public ones.
 */
export function publicPrefixOf(name: string): string | undefined {
  const prefix = prefixes.find((each) => name.startsWith(each));
  if (prefix === undefined) return undefined;
  const rest = name.slice(prefix.length);
  const isSecret = saysSecret.test(rest) || (isKey.test(rest) && secretServices.test(rest));
  return isSecret && !saysPublic.test(rest) ? prefix : undefined;
}

/**
 * nextjs.org/docs, vite.dev/guide/env-and-mode, docs.expo.dev/guides/environment-variables, svelte.dev/docs/kit and
 * docs.astro.build (PUBLIC_), gatsbyjs.com/docs, create-react-app.dev, nuxt.com/docs, cli.vuejs.org, sanity.io/docs.
 */
const prefixes =
  "NEXT_PUBLIC_ NUXT_PUBLIC_ EXPO_PUBLIC_ VITE_ REACT_APP_ VUE_APP_ GATSBY_ SANITY_STUDIO_ PUBLIC_".split(" ");

/** Ends in a word for what is never public. */
const saysSecret =
  /(?:^|_)(?:SECRETS?|SECRET_(?:ACCESS_)?KEY|CLIENT_SECRET|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_KEY|SERVICE_ROLE(?:_KEY)?|SERVICE_ACCOUNT_KEY|ENCRYPTION_KEY|SIGNING_KEY|AUTH_TOKEN|REFRESH_TOKEN|BOT_TOKEN|PERSONAL_ACCESS_TOKEN|ADMIN_(?:API_)?KEY|ADMIN_TOKEN|DATABASE_URL|DB_URL|CONNECTION_STRING)$/;

const isKey = /_(?:KEY|API_KEY|TOKEN|ACCESS_TOKEN|API_TOKEN)$/;

/** Services whose keys all belong on a server. */
const secretServices =
  /(?:^|_)(?:OPENAI|ANTHROPIC|CLAUDE|MISTRAL|COHERE|GROQ|DEEPSEEK|REPLICATE|HUGGINGFACE|HF|ELEVENLABS|PERPLEXITY|TOGETHER|SENDGRID|RESEND|MAILGUN|POSTMARK|GITHUB|GITLAB|SLACK|DISCORD_BOT|TELEGRAM_BOT|NOTION|AIRTABLE|LINEAR|VERCEL|NETLIFY|AWS_SECRET)_/;

/**
 * Said to be public, made for tests, or not about a value but about a form that asks for one: `FORGOT_PASSWORD`,
 * `ENABLE_CLIENT_SECRET`.
 */
const saysPublic =
  /(?:^|_)(?:PUBLIC|PUBLISHABLE|ANON|SITE|DEMO|TEST|EXAMPLE|DUMMY|FAKE|MOCK|FORGOT|RESET|CHANGE|UPDATE|SHOW|HIDE|ENABLE|ENABLED|DISABLE|ALLOW|REQUIRE|USE|HAS|IS|NO|SKIP|WITH|MIN|MAX|LABEL|TITLE)(?:_|$)/;
