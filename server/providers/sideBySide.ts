/** The requests that are under way at once: a server of one's own may take no more than 60 a minute. */
const atMost = 4;

/** Asks for each of the items, a few at a time; the answers stand in the order of the items. */
export async function sideBySide<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < items.length; start += atMost)
    answers.push(...(await Promise.all(items.slice(start, start + atMost).map(ask))));
  return answers;
}
