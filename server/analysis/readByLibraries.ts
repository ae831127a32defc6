import { nameList } from "./nameList";
import { isNeededByLibraries } from "./neededByLibraries";

/**
 * Names that libraries and tools read by themselves, so that no code need mention them. A trailing `*` stands for any ending. That
 * somebody declares such a name and nothing here speaks of it says nothing.
 */
const read = nameList([
  // platform.openai.com/docs/libraries, docs.claude.com/en/api/client-sdks, ai-sdk.dev/providers, and the providers' own libraries
  `OPENAI_* ANTHROPIC_* AZURE_* GEMINI_API_KEY GOOGLE_* GROQ_API_KEY MISTRAL_API_KEY COHERE_API_KEY CO_API_KEY XAI_API_KEY PERPLEXITY_API_KEY
  REPLICATE_API_TOKEN TOGETHER_* FIREWORKS_API_KEY DEEPSEEK_API_KEY CEREBRAS_API_KEY HF_* HUGGINGFACE_* HUGGING_FACE_* AI_GATEWAY_API_KEY
  OPENROUTER_API_KEY LANGCHAIN_* LANGSMITH_* LANGFUSE_* PINECONE_* TAVILY_API_KEY SERPAPI_API_KEY WANDB_* VERTEX_* BEDROCK_* OLLAMA_* LITELLM_*`,
  // docs.aws.amazon.com/sdkref, cloud.google.com/docs/authentication, registry.terraform.io, developers.cloudflare.com/workers/wrangler
  `AWS_* GCLOUD_* CLOUDSDK_* ARM_* TF_* CLOUDFLARE_* CF_* DIGITALOCEAN_* HCLOUD_* FLY_* HEROKU_* RAILWAY_* RENDER_* VERCEL_* NETLIFY_* SUPABASE_*
  FIREBASE_* PULUMI_* VAULT_* INFISICAL_* DOPPLER_* CONSUL_* NOMAD_*`,
  // docs of the databases' own clients: postgresql.org/docs (libpq-envars), dev.mysql.com, redis.io, hub.docker.com for their images
  `DATABASE_URL DIRECT_URL SHADOW_DATABASE_URL PG* POSTGRES_* MYSQL_* MARIADB_* REDIS_* MONGO_* MONGODB_* KV_* UPSTASH_* BLOB_READ_WRITE_TOKEN EDGE_CONFIG
  MINIO_* CLICKHOUSE_* ELASTIC_* RABBITMQ_* KAFKA_* PRISMA_* KC_* KEYCLOAK_* PGADMIN_*`,
  // docs.sentry.io, opentelemetry.io/docs/specs/otel/configuration, docs.datadoghq.com, docs.newrelic.com, docs.honeybadger.io
  `SENTRY_* OTEL_* DD_* NEW_RELIC_* HONEYCOMB_* HONEYBADGER_* BUGSNAG_* ROLLBAR_* APPSIGNAL_* ELASTIC_APM_* LOGTAIL_* AXIOM_*`,
  // authjs.dev/reference/core, clerk.com/docs, resend.com/docs, inngest.com/docs, trigger.dev/docs, twilio.com/docs
  `AUTH_* NEXTAUTH_* BETTER_AUTH_* CLERK_* NEXT_PUBLIC_CLERK_* EXPO_PUBLIC_CLERK_* VITE_CLERK_* RESEND_API_KEY INNGEST_* TRIGGER_* TWILIO_* STRIPE_CLI_*
  WORKOS_* KINDE_* AUTH0_*`,
  // tools of developers: docs.npmjs.com, cli.github.com/manual, docs.gitlab.com/cli, turborepo.com/docs, nx.dev, codecov.io, docs.docker.com
  `NPM_* NODE_AUTH_TOKEN GH_* GITHUB_* GITLAB_* TURBO_* NX_* CODECOV_* SONAR_* SNYK_* CHROMATIC_* EXPO_* EAS_* FASTLANE_* MATCH_* DOCKER_* COMPOSE_* NGROK_*
  CYPRESS_* PLAYWRIGHT_* BROWSERSTACK_* SAUCE_* CRATES_IO_TOKEN CARGO_* PYPI_* TWINE_* UV_* PIP_* POETRY_*`,
  // frameworks that bind settings to variables by a rule: nuxt.com/docs (runtimeConfig), docs.spring.io, quarkus.io, learn.microsoft.com/dotnet,
  // docs.djangoproject.com, flask.palletsprojects.com, guides.rubyonrails.org, laravel.com/docs, docs.n8n.io, grafana.com/docs, airflow.apache.org
  `NUXT_* NITRO_* SPRING_* QUARKUS_* MICRONAUT_* ASPNETCORE_* DOTNET_* DJANGO_* FLASK_* RAILS_* SECRET_KEY_BASE RAILS_MASTER_KEY APP_* DB_* MAIL_* N8N_* GF_* AIRFLOW_*
  HASURA_* STRAPI_* DIRECTUS_* PAYLOAD_* MEDUSA_* ROCKET_* STREAMLIT_* GRADIO_* CHAINLIT_* MLFLOW_* PREFECT_* DAGSTER_*`,
  // what skeletons show and frameworks' own settings read: github.com/laravel/laravel .env.example (laravel/framework config); docs.spring.io (server.*, logging.*)
  `SESSION_DRIVER SESSION_LIFETIME SESSION_ENCRYPT SESSION_PATH SESSION_DOMAIN LOG_CHANNEL LOG_STACK LOG_LEVEL FILESYSTEM_DISK QUEUE_CONNECTION CACHE_STORE CACHE_PREFIX
  MEMCACHED_HOST BCRYPT_ROUNDS BROADCAST_CONNECTION BROADCAST_DRIVER PHP_CLI_SERVER_WORKERS VITE_APP_NAME SERVER_PORT SERVER_SERVLET_* MANAGEMENT_SERVER_* MANAGEMENT_ENDPOINTS_* LOGGING_LEVEL_*`,
  // servers and watchers: docs.gunicorn.org/settings, uvicorn.dev, github.com/paulmillr/chokidar, webpack.js.org; sqlx: docs.rs/sqlx
  `GUNICORN_CMD_ARGS UVICORN_* HYPERCORN_* CHOKIDAR_* WATCHPACK_POLLING SQLX_OFFLINE`,
  // create-react-app.dev/docs/advanced-configuration; consoledonottrack.com
  `BUILD_PATH PUBLIC_URL WDS_SOCKET_* GENERATE_SOURCEMAP INLINE_RUNTIME_CHUNK IMAGE_INLINE_SIZE_LIMIT SKIP_PREFLIGHT_CHECK FAST_REFRESH TSC_COMPILE_ON_ERROR
  ESLINT_NO_DEV_ERRORS DISABLE_ESLINT_PLUGIN EXTEND_ESLINT DISABLE_NEW_JSX_TRANSFORM DO_NOT_TRACK`,
]);

/** Whether a name may be read without any code of the workspace saying so. `A__B` is how .NET and others reach into settings. */
export function isReadByLibraries(name: string): boolean {
  return read.has(name) || name.includes("__") || read.hasStart(name);
}

/** Whether a library reads just this name, so that somebody who writes it means it: `GROQ_API_KEY` is no slip of `GROK_API_KEY`. */
export function isNamedByLibraries(name: string): boolean {
  return read.has(name) || isNeededByLibraries(name);
}
