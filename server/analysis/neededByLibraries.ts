/**
 * Whether a library reads a name by itself, so that no code has to, and fails without it: clients of models and of what is used with
 * them (github.com/openai/openai-node, ai-sdk.dev/providers, ai.google.dev/gemini-api/docs/api-key, and their like), Auth.js, Better Auth
 * and Clerk, Vercel Blob, Upstash, Trigger.dev, Inngest, Resend; Rails (guides.rubyonrails.org/configuring.html).
 */
export function isNeededByLibraries(name: string): boolean {
  return needed.test(name);
}

const needed = new RegExp(
  `^(?:${[
    "(?:OPENAI|ANTHROPIC|GEMINI|GOOGLE|GOOGLE_GENERATIVE_AI|MISTRAL|GROQ|XAI|DEEPSEEK|COHERE|TOGETHER|FIREWORKS|PERPLEXITY)_API_KEY",
    "(?:ELEVENLABS|TAVILY|PINECONE|RESEND)_API_KEY|REPLICATE_API_TOKEN|FAL_KEY",
    "(?:NEXT|BETTER_)?AUTH_SECRET|CLERK_SECRET_KEY|NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY",
    "BLOB_READ_WRITE_TOKEN|UPSTASH_REDIS_REST_(?:URL|TOKEN)|TRIGGER_SECRET_KEY|INNGEST_SIGNING_KEY",
    "DATABASE_URL|SECRET_KEY_BASE",
  ].join("|")})$`,
);
