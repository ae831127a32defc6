// Reads texts that say the same many times with one of their words spelled differently each time, for each word of each text of the
// tables, and lists what takes longer than a time that grows with the text: `npx tsx test/bench/growth.ts [LANGUAGE…]`. That takes some
// minutes; what it lists may be noise, and is looked into by hand.
import { growthOf, repeated } from "../endurance/growth";
import { samples } from "../pure/languages/samples";

const wanted = process.argv.slice(2);
let looked = 0;
for (const [languageId, text] of samples) {
  if (wanted.length > 0 && !wanted.includes(languageId)) continue;
  for (const word of new Set(text.match(/\b[A-Za-z_]\w*\b/g))) {
    const spelled = new RegExp(String.raw`\b${word}\b`, "g");
    const make = (size: number): string =>
      repeated(size, text.length, (turn) => text.replace(spelled, `${word}${turn}`));
    const growth = growthOf(languageId, make);
    looked++;
    if (growth?.isTooFast !== true) continue;
    const times = `${growth.short.toFixed(1)} and ${growth.long.toFixed(1)} ms`;
    console.log(`${languageId}: ${times} with another \`${word}\` each time in ${JSON.stringify(text.slice(0, 200))}`);
  }
}
console.log(`${looked} texts`);
