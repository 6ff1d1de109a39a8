//! `check --watch`: saved again, checked again.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use crate::project::Project;

#[test]
fn a_saved_article_is_checked_again() {
    let project = Project::new(&[("a.md", "Water is wet.\n")]);
    let arguments = ["check", "--select=suicide-phrasing", "--format=short", "--watch", "a.md"];
    let mut program =
        project.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let (send, lines) = mpsc::channel();
    let (out, err) = (program.stdout.take().expect("piped"), program.stderr.take().expect("piped"));
    let forward = |stream: Box<dyn std::io::Read + Send>, send: mpsc::Sender<String>| {
        std::thread::spawn(move || {
            BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| send.send(line))
        })
    };
    forward(Box::new(out), send.clone());
    forward(Box::new(err), send);
    let wait_for = |part: &str| loop {
        let line = lines.recv_timeout(Duration::from_secs(30)).expect("it goes on");
        if line.contains(part) {
            return line;
        }
    };
    wait_for("Watching");
    project.write("a.md", "He committed suicide.\n");
    assert!(wait_for("suicide-phrasing").starts_with("a.md:1:4: "));
    project.write("a.md", "He died by suicide.\n");
    wait_for("no findings");
    program.kill().expect("it runs until it is stopped");
    program.wait().expect("it has ended");
}
