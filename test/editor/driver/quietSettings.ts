/**
 * User settings that keep VS Code from greeting, updating, asking and saving by itself. VS Code rewrites settings that were
 * renamed in a later version, so none of those may be among them.
 */
export const quietSettings: Readonly<Record<string, unknown>> = {
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "update.showReleaseNotes": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "workbench.enableExperiments": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.editor.useModal": "off",
  "workbench.reduceMotion": "on",
  "security.workspace.trust.enabled": false,
  "chat.disableAIFeatures": true,
  "chat.agentHost.enabled": false,
  "chat.commandCenter.enabled": false,
  "files.hotExit": "off",
  // In the browser the default is to save after a delay.
  "files.autoSave": "off",
  "window.confirmBeforeClose": "never",
  "window.dialogStyle": "custom",
  "git.enabled": false,
  "git.openRepositoryInParentFolders": "never",
  "json.schemaDownload.enable": false,
  "typescript.disableAutomaticTypeAcquisition": true,
  // Without the types of Node.js, TypeScript would turn `process.` into something of a browser.
  "editor.acceptSuggestionOnCommitCharacter": false,
  "editor.cursorBlinking": "solid",
};
