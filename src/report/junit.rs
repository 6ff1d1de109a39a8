//! `JUnit` XML: a suite for each file; a finding is a failed test case, a file without findings a passed one.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{Finding, Run};

/// Writes the report.
pub(super) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut report = Report::new("factlint");
    let mut findings = run.findings;
    for path in run.files {
        let (here, later) = findings.split_at(findings.partition_point(|finding| finding.place.path <= *path));
        findings = later;
        let mut suite = TestSuite::new(path.as_ref());
        if here.is_empty() {
            suite.add_test_case(TestCase::new(path.as_ref(), TestCaseStatus::success()));
        }
        suite.add_test_cases(here.iter().map(case));
        report.add_test_suite(suite);
    }
    if !run.failures.is_empty() {
        let mut suite = TestSuite::new("not checked");
        suite.add_test_cases(run.failures.iter().map(|failure| {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(failure.as_str());
            TestCase::new(failure.as_str(), status)
        }));
        report.add_test_suite(suite);
    }
    report.serialize(&mut *out).map_err(io::Error::other)
}

fn case(finding: &Finding) -> TestCase {
    let (path, at) = (&finding.place.path, finding.place.from);
    let severity = finding.severity.name();
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(finding.message.as_str());
    status.set_type(severity);
    let description = format!("{path}:{}:{}: {severity}: {}\n{}", at.line, at.column, finding.message, finding.help);
    status.set_description(description.trim_end());
    let mut case = TestCase::new(format!("{}:{}:{}", finding.rule, at.line, at.column), status);
    case.set_classname(path.as_ref());
    case
}
