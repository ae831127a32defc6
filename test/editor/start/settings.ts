/** User settings of the window that `npm start` opens: nothing that gets in the way of looking around. */
export const startSettings = {
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.ignoreRecommendations": true,
  "workbench.startupEditor": "none",
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "security.workspace.trust.enabled": false,
  "files.autoSave": "off",
  // The sample has no types of Node.js: TypeScript would turn `process.` into something of a browser.
  "editor.acceptSuggestionOnCommitCharacter": false,
};
