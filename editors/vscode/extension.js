// Starts `factlint lsp` and connects it to the editor; everything else is the server's.
"use strict";
const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

const LANGUAGES = ["markdown", "mdx", "html", "plaintext"];
let client;

async function start() {
  const command = vscode.workspace.getConfiguration("factlint").get("path", "factlint");
  const server = { command, args: ["lsp"], transport: TransportKind.stdio };
  client = new LanguageClient("factlint", "factlint", server, {
    documentSelector: LANGUAGES.flatMap((language) => [
      { scheme: "file", language },
      { scheme: "untitled", language },
    ]),
  });
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(
      `factlint does not start (${error.message}). Install it, or set “factlint.path” to where it is.`,
    );
  }
}

async function stop() {
  if (client?.isRunning()) await client.stop();
}

async function restart() {
  await stop();
  await start();
}

exports.activate = async (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand("factlint.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("factlint.path") && restart()),
  );
  await start();
};

exports.deactivate = stop;
