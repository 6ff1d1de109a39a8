//! The language server as an editor meets it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use serde_json::{Value, json};

use crate::project::Project;

/// An editor that has started the server.
struct Editor {
    server: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    requests: u64,
}

impl Editor {
    fn start(project: &Project, capabilities: &Value) -> (Self, Value) {
        let mut command = project.command(&["lsp", "--stdio"]);
        let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the server starts");
        let (send, messages) = mpsc::channel();
        let mut output = BufReader::new(server.stdout.take().expect("piped"));
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if send.send(message).is_err() {
                    return;
                }
            }
        });
        let input = server.stdin.take().expect("piped");
        let mut editor = Self { server, input, messages, requests: 0 };
        let answer = editor.request("initialize", &json!({ "processId": null, "capabilities": capabilities }));
        editor.notify("initialized", &json!({}));
        (editor, answer)
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the server reads");
        self.input.flush().expect("the server reads");
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn request(&mut self, method: &str, params: &Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.wait(|message| message["id"] == id && message.get("method").is_none())
    }

    fn wait(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.messages.recv_timeout(Duration::from_secs(30)).expect("the server answers");
            if wanted(&message) {
                return message;
            }
        }
    }

    fn open(&mut self, uri: &str, language: &str, text: &str) -> Vec<Value> {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
        self.diagnostics(1)
    }

    /// What is published for a version.
    fn diagnostics(&self, version: i64) -> Vec<Value> {
        let published = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["version"] == version
        });
        published["params"]["diagnostics"].as_array().expect("diagnostics").clone()
    }

    fn actions(&mut self, uri: &str, range: &Value, only: Option<&str>) -> Vec<Value> {
        let mut context = json!({ "diagnostics": [] });
        if let Some(only) = only {
            context["only"] = json!([only]);
        }
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
        self.request("textDocument/codeAction", &params)["result"].as_array().expect("actions").clone()
    }

    fn hover(&mut self, uri: &str, line: u32, character: u32) -> String {
        let position = json!({ "line": line, "character": character });
        let answer =
            self.request("textDocument/hover", &json!({ "textDocument": { "uri": uri }, "position": position }));
        answer["result"]["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    fn stop(mut self) {
        self.request("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        assert!(self.server.wait().expect("it ends").success());
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().expect("a length"),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("messages are JSON"))
}

fn uri(path: &Path) -> String {
    url::Url::from_file_path(path).expect("an absolute path").into()
}

/// Only these rules, so that new ones change nothing here.
const CONFIGURATION: &str = "select = [\"stigmatizing-term\", \"suicide-phrasing\", \"duplicate-sentence\", \
    \"error-prone-decimal\"]\n";

fn project() -> Project {
    Project::new(&[("factlint.toml", CONFIGURATION)])
}

fn rule_of(diagnostic: &Value) -> &str {
    diagnostic["code"].as_str().expect("a rule")
}

/// What an edit of the server makes of a text.
fn applied(text: &str, action: &Value) -> String {
    let mut text = text.to_owned();
    let edits = action["edit"]["documentChanges"][0]["edits"].as_array().expect("edits");
    for edit in edits.iter().rev() {
        let offset = |position: &Value| {
            let line = usize::try_from(position["line"].as_u64().expect("a line")).expect("a small one");
            let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            let units = position["character"].as_u64().expect("a character");
            let mut left = i64::try_from(units).expect("a small one");
            let line = text[start..].char_indices().find(|(_, char)| {
                let here = left <= 0;
                left -= i64::try_from(char.len_utf16()).expect("one or two");
                here
            });
            start + line.map_or(text.len() - start, |(at, _)| at)
        };
        let range = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
        text.replace_range(range, edit["newText"].as_str().expect("text"));
    }
    text
}

#[test]
fn findings_are_shown_at_their_place_in_utf_16() {
    let project = project();
    let (mut editor, answer) = Editor::start(&project, &json!({}));
    assert_eq!(answer["result"]["capabilities"]["positionEncoding"], "utf-16");
    let address = uri(&project.path("a.md"));
    let found = editor.open(&address, "markdown", "# Title\n\n👩‍⚕️ e\u{301} says that he committed suicide.\n");
    assert_eq!(found.len(), 1, "{found:?}");
    let diagnostic = &found[0];
    assert_eq!(diagnostic["range"]["start"], json!({ "line": 2, "character": 22 }));
    assert_eq!(diagnostic["range"]["end"], json!({ "line": 2, "character": 39 }));
    assert_eq!((rule_of(diagnostic), &diagnostic["source"]), ("suicide-phrasing", &json!("factlint")));
    let page = diagnostic["codeDescription"]["href"].as_str().expect("a page");
    assert!(page.ends_with("rules/language/suicide-phrasing.toml"), "{page}");

    let repeated = "Sleep helps the body to mend itself. Sleep helps the body to mend itself.\n";
    let found = editor.open(&uri(&project.path("b.md")), "markdown", repeated);
    assert_eq!(found[0]["tags"], json!([1]), "what should go is faded: {found:?}");
    assert_eq!(found[0]["relatedInformation"][0]["location"]["range"]["start"], json!({ "line": 0, "character": 0 }));
    editor.stop();
}

#[test]
fn utf_8_is_used_where_it_is_offered() {
    let project = project();
    let (mut editor, answer) =
        Editor::start(&project, &json!({ "general": { "positionEncodings": ["utf-16", "utf-8"] } }));
    assert_eq!(answer["result"]["capabilities"]["positionEncoding"], "utf-8");
    let found = editor.open(&uri(&project.path("a.md")), "markdown", "é 👩 addicts\n");
    assert_eq!(found[0]["range"]["start"], json!({ "line": 0, "character": 8 }));
    editor.stop();
}

#[test]
fn what_is_typed_is_checked_and_stale_results_are_dropped() {
    let project = project();
    let (mut editor, _) = Editor::start(&project, &json!({}));
    let address = uri(&project.path("a.md"));
    assert!(editor.open(&address, "markdown", "One.\n\nHe died.\n").is_empty());
    for (version, (from, to, text)) in (2..).zip([(3, 7, "committed suicide"), (0, 2, "👩 He"), (23, 24, "!")]) {
        let range = json!({ "start": { "line": 2, "character": from }, "end": { "line": 2, "character": to } });
        let change = json!({ "range": range, "text": text });
        let document = json!({ "uri": address, "version": version });
        editor.notify("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": [change] }));
    }
    let found = editor.diagnostics(4);
    assert_eq!(found[0]["range"]["start"], json!({ "line": 2, "character": 6 }), "{found:?}");
    editor.notify("textDocument/didClose", &json!({ "textDocument": { "uri": address } }));
    editor.wait(|message| message["params"]["diagnostics"] == json!([]));
    editor.stop();
}

#[test]
fn actions_mend_suppress_and_explain() {
    let project = project();
    let (mut editor, _) = Editor::start(&project, &json!({}));
    let texts = [
        ("a.md", "markdown", "---\ntitle: A\n---\n\n# One\n\n- 👩 first\n- he committed suicide\n- last\n"),
        ("a.html", "html", "<p>One</p>\n<ul><li>👩 first</li><li>he committed <b>suicide</b></li></ul>\n"),
        ("a.txt", "plaintext", "One\n\nNow he committed suicide\nlong ago.\n\nLast.\n"),
        ("a.mdx", "mdx", "# One\n\nNow he committed suicide long ago.\n"),
    ];
    for (name, language, text) in texts {
        let address = uri(&project.path(name));
        let found = editor.open(&address, language, text);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        let actions = editor.actions(&address, &found[0]["range"], None);
        let titled = |part: &str| {
            let wanted = |action: &&Value| action["title"].as_str().is_some_and(|title| title.contains(part));
            actions.iter().find(wanted).unwrap_or_else(|| panic!("{name}: {part} in {actions:?}")).clone()
        };
        let suppressed = applied(text, &titled("Ignore suicide-phrasing"));
        let again = editor.open(&uri(&project.path(&format!("again-{name}"))), language, &suppressed);
        assert!(again.is_empty(), "{name}: {suppressed:?} gives {again:?}");
        if !text.contains("<b>") {
            let mended = applied(text, &titled("Replace with “died by suicide”"));
            assert!(mended.contains("he died by suicide"), "{mended}");
        }
        let explain = titled("Explain suicide-phrasing");
        editor.request(
            "workspace/executeCommand",
            &json!({ "command": explain["command"], "arguments": explain["arguments"] }),
        );
    }
    editor.stop();
}

#[test]
fn all_safe_fixes_are_one_action() {
    let project = project();
    let (mut editor, _) = Editor::start(&project, &json!({}));
    let address = uri(&project.path("a.md"));
    let text = "👩 Take .5 mg or 5.0 mg.\n\nHe committed suicide.\n";
    editor.open(&address, "markdown", text);
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let actions = editor.actions(&address, &range, Some("source.fixAll"));
    assert_eq!(applied(text, &actions[0]), "👩 Take 0.5 mg or 5 mg.\n\nHe committed suicide.\n");
    editor.stop();
}

#[test]
fn hovering_shows_what_was_understood() {
    let project = project();
    let (mut editor, _) = Editor::start(&project, &json!({}));
    let address = uri(&project.path("a.md"));
    editor.open(&address, "markdown", "👩 Take about 680 mg twice a day.\n\nAddicts wait.\n");
    let quantity = editor.hover(&address, 0, 15);
    assert!(quantity.contains("**680 mg** understood as dose") && quantity.contains("unit: mg"), "{quantity}");
    let finding = editor.hover(&address, 2, 3);
    assert!(finding.contains("stigmatizing-term") && finding.contains("Addicts"), "{finding}");
    assert_eq!(editor.hover(&address, 0, 4), "");
    editor.stop();
}

#[test]
fn a_change_of_the_configuration_is_picked_up() {
    let project = project();
    let capabilities = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let (mut editor, _) = Editor::start(&project, &capabilities);
    editor.wait(|message| message["method"] == "client/registerCapability");
    let address = uri(&project.path("a.md"));
    assert_eq!(editor.open(&address, "markdown", "Addicts wait.\n").len(), 1);
    project.write("factlint.toml", "ignore = [\"all\"]\n");
    let changed = json!({ "changes": [{ "uri": uri(&project.path("factlint.toml")), "type": 2 }] });
    editor.notify("workspace/didChangeWatchedFiles", &changed);
    assert!(editor.diagnostics(1).is_empty());
    project.write("factlint.toml", "ignroe = 1\n");
    editor.notify("textDocument/didSave", &json!({ "textDocument": { "uri": address } }));
    let complaint = editor.wait(|message| message["method"] == "window/showMessage");
    assert!(complaint["params"]["message"].as_str().is_some_and(|text| text.contains("ignroe")), "{complaint}");
    editor.stop();
}

#[test]
fn nonsense_does_not_end_the_conversation() {
    let project = project();
    let (mut editor, _) = Editor::start(&project, &json!({}));
    assert!(editor.request("textDocument/hover", &json!({ "x": 1 })).get("error").is_some());
    assert!(editor.request("no/such/method", &json!({})).get("error").is_some());
    editor.notify("textDocument/didChange", &json!([]));
    editor.notify("textDocument/didOpen", &json!({}));
    assert_eq!(editor.open(&uri(&project.path("a.md")), "markdown", "Addicts wait.\n").len(), 1);
    editor.stop();
}
