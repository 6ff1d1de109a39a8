//! `factlint lsp`: the language server that editors start and speak to over standard input and output.
//!
//! One thread answers the editor; another checks. An article is checked a moment after the last change to it, and
//! what was found in a text that has changed since is thrown away.

mod actions;
mod documents;
mod findings;
mod hover;
mod position;
mod server;
mod setup;
mod suppress;
mod worker;

use lsp_server::Connection;
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, ExecuteCommandOptions, HoverProviderCapability,
    InitializeParams, InitializeResult, SaveOptions, ServerCapabilities, ServerInfo, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};

use position::Encoding;
use server::Server;

/// The kind of the action that applies all safe fixes.
const FIX_ALL: &str = "source.fixAll.factlint";

/// The command behind "Explain …".
const EXPLAIN: &str = "factlint.explain";

/// Serves one editor until it says goodbye.
///
/// # Errors
/// When the editor goes away without a word, or does not speak the protocol.
pub(crate) fn run() -> Result<(), String> {
    let (connection, threads) = Connection::stdio();
    serve(connection).map_err(|error| error.to_string())?;
    threads.join().map_err(|error| error.to_string())
}

fn serve(connection: Connection) -> Result<(), Box<dyn std::error::Error>> {
    let (id, parameters) = connection.initialize_start()?;
    let client: InitializeParams = serde_json::from_value(parameters)?;
    let encoding = Encoding::negotiate(&client.capabilities);
    let result = InitializeResult {
        capabilities: capabilities(encoding),
        server_info: Some(ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    };
    connection.initialize_finish(id, serde_json::to_value(result)?)?;
    Server::new(connection, encoding, &client.capabilities).run()
}

fn capabilities(encoding: Encoding) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions::default())),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::new(FIX_ALL)]),
            ..CodeActionOptions::default()
        })),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![EXPLAIN.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}
