import assert from "node:assert/strict";
import { isReadByLibraries } from "../../../server/analysis/readByLibraries";

describe("a name that libraries and tools read by themselves", () => {
  it("is one that the skeleton of a framework shows, or a tool documents", () => {
    const names =
      `BCRYPT_ROUNDS BROADCAST_CONNECTION PHP_CLI_SERVER_WORKERS VITE_APP_NAME SKIP_PREFLIGHT_CHECK GENERATE_SOURCEMAP WDS_SOCKET_PORT
      CHOKIDAR_USEPOLLING DO_NOT_TRACK GUNICORN_CMD_ARGS UVICORN_PORT STREAMLIT_SERVER_PORT ROCKET_PORT FLASK_SECRET_KEY SQLX_OFFLINE LOGGING_LEVEL_ROOT
      SERVER_PORT MANAGEMENT_SERVER_PORT OPENAI_API_KEY A__B SESSION_LIFETIME SESSION_ENCRYPT LOG_STACK FILESYSTEM_DISK CACHE_STORE`.split(
        /\s+/,
      );
    assert.deepEqual(
      names.filter((name) => !isReadByLibraries(name)),
      [],
    );
  });

  it("is none of the project's own", () => {
    const names = [
      "STRIPE_KEY",
      "MY_OPENAI_KEY",
      "QUEUE_DRIVER",
      "SERVER_TOKEN",
      "SESSION_SECRET",
      "SQS_PUBLIC_KEY",
      "BCRYPT_SALT",
      "VITE_API_URL",
    ];
    assert.deepEqual(names.filter(isReadByLibraries), []);
  });
});
