import { WebClient } from "@slack/web-api";
import { readFileSync } from "node:fs";
import { OpenAI } from "openai";
import { openStore } from "./store";

const { DATABASE_URL, LOG_LEVEL = "info" } = process.env;

const writer = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });
const reviewer = new OpenAI({ apiKey: process.env.OPENAI_API_KY });
const slack = new WebClient(process.env["SLACK_TOKEN"]);
const store = openStore(DATABASE_URL, { level: LOG_LEVEL });

/** Answers a customer, or hands over to a person when the reviewer is not content. */
export async function answer(question: string): Promise<string> {
  const instructions = readFileSync("prompts/system.md", "utf8");
  const draft = await writer.responses.create({ model: "gpt-5-mini", instructions, input: question });
  const review = await reviewer.responses.create({ model: "gpt-5", input: `Fit to send? ${draft.output_text}` });
  if (review.output_text.startsWith("yes")) return draft.output_text;
  await slack.chat.postMessage({ channel: process.env.SUPPORT_CHANNEL_ID, text: question });
  await store.handOver(question);
  return "A colleague will answer you within the hour.";
}
