//! The thread that checks, so that the editor never waits for it.

use std::thread;

use crossbeam_channel::{Receiver, Sender};
use factlint::document::parse::ParseError;
use factlint::report::Finding;
use factlint::source::Source;

use super::setup::Setup;

/// A text to be checked.
pub(super) struct Task {
    pub(super) uri: String,
    pub(super) version: i32,
    pub(super) source: Source,
    pub(super) setup: Setup,
}

/// What was found in one version of a text.
pub(super) struct Answer {
    pub(super) uri: String,
    pub(super) version: i32,
    pub(super) found: Result<Vec<Finding>, ParseError>,
}

/// Starts the thread. It ends when the sender of tasks is gone.
pub(super) fn start(tasks: Receiver<Task>, answers: Sender<Answer>) {
    thread::spawn(move || {
        while let Ok(task) = tasks.recv() {
            for Task { uri, version, source, setup } in newest(task, &tasks) {
                let found = setup.engine.check_each(&source, &setup.settings).map(|checked| checked.findings);
                if answers.send(Answer { uri, version, found }).is_err() {
                    return;
                }
            }
        }
    });
}

/// Of all tasks that wait, the last for each text: the others are stale already.
fn newest(first: Task, waiting: &Receiver<Task>) -> Vec<Task> {
    let mut tasks = vec![first];
    for task in waiting.try_iter() {
        tasks.retain(|other| other.uri != task.uri);
        tasks.push(task);
    }
    tasks
}
