/** Text from outside as Markdown that shows just that text: no markup, links, images, icons or HTML come of it. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!~|<>$&:@/]/g, (character) => `&#${character.codePointAt(0) ?? 0};`)
    .replace(/\s+/g, " ");
}
