//! The behaviour of the command line. Each file in `tests/cmd` states arguments, status and both streams;
//! here stands what a file cannot state: large input, signals, closed pipes, files that cannot be read.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

#[test]
fn commands_do_what_their_files_say() {
    trycmd::TestCases::new().case("tests/cmd/*.toml");
}

#[test]
fn the_readme_shows_what_really_happens() {
    trycmd::TestCases::new().env("LC_ALL", "C").case("README.md");
}

fn knigge(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_knigge"));
    command.args(arguments).current_dir(Path::new("tests/cmd/world")).env("LANG", "C").env_remove("LC_ALL").env_remove("LC_MESSAGES");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs knigge over `input` on standard input.
fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = knigge(arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // knigge may stop reading early.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_draft_of_20_mib_is_named_and_the_others_are_checked() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("huge.txt"), "Guten Tag. ".repeat(20 << 20 >> 3)).unwrap();
    std::fs::write(folder.path().join("small.txt"), "So ein Blödsinn!\n").unwrap();
    let path = folder.path().to_str().unwrap();
    let output = run(&["--pack", "house.toml", "--format", "short", path], b"");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout), format!("{path}/small.txt:1:8: error[house/nonsense]: \"Blödsinn\" is an insult.\n"));
    assert!(text(&output.stderr).starts_with(&format!("knigge: {path}/huge.txt: ")), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr).lines().count(), 1);
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_checked() {
    // Nobody can read this at offset 0, whatever their rights are.
    let unreadable = "/proc/self/mem";
    if !Path::new(unreadable).exists() {
        return;
    }
    let output = run(&["--pack", "house.toml", "--format", "short", unreadable, "drafts/bad.txt"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout).lines().count(), 2);
    assert!(text(&output.stderr).starts_with("knigge: /proc/self/mem: The file cannot be read: "), "{}", text(&output.stderr));
}

#[test]
fn a_thousand_findings_on_one_line_take_no_time() {
    let line = "So ein Blödsinn, ".repeat(1_000);
    for format in ["pretty", "short", "json", "jsonl"] {
        let began = Instant::now();
        let output = run(&["--pack", "house.toml", "--format", format], line.as_bytes());
        assert_eq!(output.status.code(), Some(1), "{format}");
        assert_eq!(text(&output.stdout).matches("house/nonsense").count(), 1_000, "{format}");
        assert!(text(&output.stdout).lines().all(|line| format != "pretty" || line.chars().count() < 200), "{format}");
        assert_eq!(text(&output.stderr), "", "{format}");
        assert!(began.elapsed() < Duration::from_secs(60), "{format}: {:?}", began.elapsed());
    }
}

#[test]
fn a_closed_pipe_ends_quietly_with_the_code_due_so_far() {
    let lines = "{\"lang\": \"de\", \"text\": \"So ein Blödsinn!\"}\n".repeat(20_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.jsonl");
    std::fs::write(&path, lines).unwrap();
    let mut child = knigge(&["--pack", "house.toml", path.to_str().unwrap()]).spawn().unwrap();
    let mut head = [0; 10];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut head).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_run_as_a_shell_expects_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report.json");
    let mut child = knigge(&["--pack", "house.toml", "--format", "json", "--output", report.to_str().unwrap()]).spawn().unwrap();
    let began = Instant::now();
    // The report is begun when the run is.
    while folder.path().read_dir().unwrap().count() == 0 && began.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    // The run waits for input as long as this is open.
    let stdin = child.stdin.take();
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    drop(stdin);
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
}

#[test]
fn a_report_file_appears_whole_and_the_screen_stays_empty() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    let output = run(&["--pack", "house.toml", "--format", "json", "--output", path.to_str().unwrap(), "drafts"], b"");
    assert_eq!((output.status.code(), text(&output.stdout), text(&output.stderr)), (Some(1), String::new(), String::new()));
    let report: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(report["summary"], serde_json::json!({"verdict": "stop", "drafts": 3, "error": 1, "warning": 1, "hint": 1, "unchecked": 0}));
    let missing = folder.path().join("no/such/folder/report.json");
    let output = run(&["--pack", "house.toml", "--output", missing.to_str().unwrap(), "drafts"], b"");
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), String::new()));
    assert!(text(&output.stderr).starts_with("knigge: The result cannot be written: "));
}

/// A library with many answers in lines, in a table and in files of their own.
fn library(folder: &Path) {
    let answer = |number: usize| match number % 7 {
        0 => format!("Der Akku kommt bis Freitag, Nummer {number}."),
        3 => format!("So ein Blödsinn, {number} Mal."),
        _ => format!("Guten Tag, Ihre Nachricht {number} ist da."),
    };
    let record = |number: usize| format!("{{\"id\": {number}, \"lang\": \"de\", \"text\": \"{}\"}}\n", answer(number));
    std::fs::write(folder.join("many.jsonl"), (0..9_000).map(record).collect::<String>() + "kaputt\n").unwrap();
    let row = |number: usize| format!("{number};\"{}\"\n", answer(number));
    std::fs::write(folder.join("table.csv"), "id;body\n".to_owned() + &(0..2_000).map(row).collect::<String>()).unwrap();
    for number in 0..40 {
        std::fs::write(folder.join(format!("{number:02}.txt")), answer(number)).unwrap();
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_with_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    library(folder.path());
    let path = folder.path().to_str().unwrap();
    for format in ["pretty", "json", "github", "junit"] {
        let run = |threads| run(&["--pack", "house.toml", "--format", format, "--threads", threads, path, "drafts", "broken"], b"");
        let one = run("1");
        assert_eq!(one.status.code(), Some(2), "{format}");
        assert!(one.stdout.len() > 1_000, "{format}");
        for threads in ["2", "3", "8"] {
            assert!(one == run(threads), "{format} with {threads} threads");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let [locked, free] = ["locked.txt", "free.txt"].map(|name| folder.path().join(name));
    for (path, mode) in [(&locked, 0o444), (&free, 0o640)] {
        std::fs::write(path, "Das kommt zeitnah.\n").unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }
    let link = folder.path().join("link.txt");
    std::os::unix::fs::symlink(&free, &link).unwrap();
    let output = run(&["--pack", "fixes/fixes.toml", "--lang", "de", "--fix", locked.to_str().unwrap(), link.to_str().unwrap()], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("locked.txt: The file was left as it was: Permission denied."), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("1 place replaced in 1 file."), "{}", text(&output.stderr));
    assert_eq!(std::fs::read_to_string(&locked).unwrap(), "Das kommt zeitnah.\n");
    assert_eq!(std::fs::read_to_string(&free).unwrap(), "Das kommt \"bald\".\n");
    assert_eq!(free.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    assert!(link.is_symlink());
    assert_eq!(folder.path().read_dir().unwrap().count(), 3);
}

#[test]
fn shells_and_man_get_what_they_read() {
    for (shell, holds) in [
        ("bash", "_knigge()"),
        ("zsh", "#compdef knigge"),
        ("fish", "complete -c knigge"),
        ("elvish", "knigge"),
        ("powershell", "Register"),
    ] {
        let output = run(&["completions", shell], b"");
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stdout).contains(holds) && text(&output.stdout).contains("baseline"), "{shell}");
    }
    let page = text(&run(&["man", "--ui-lang", "de"], b"").stdout);
    assert!(page.contains(".TH knigge 1") && page.contains("Prüft Antworten"), "{page}");
    let page = text(&run(&["man", "check"], b"").stdout);
    assert!(page.contains("\\-\\-baseline"), "{page}");
}

#[test]
fn what_machines_read_keeps_to_the_published_schema() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../schema/findings.schema.json")).unwrap();
    let object = jsonschema::validator_for(&schema).unwrap();
    let single = serde_json::json!({"$ref": "#/$defs/finding", "$defs": schema["$defs"]});
    let single = jsonschema::validator_for(&single).unwrap();
    for paths in [vec!["drafts", "inbox.jsonl", "broken"], vec!["company"], vec!["bad-config"], vec!["nix.txt"]] {
        let mut arguments = vec!["--format", "json"];
        let packs: &[&str] = if paths[0] == "drafts" { &["--pack", "house.toml"] } else { &[] };
        arguments.extend(packs);
        arguments.extend(paths);
        let output = run(&arguments, b"");
        let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let wrong: Vec<String> = object.iter_errors(&said).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{arguments:?}: {wrong:?}");
        arguments[1] = "jsonl";
        for line in text(&run(&arguments, b"").stdout).lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(single.is_valid(&record), "{record}");
        }
    }
}

#[test]
fn the_readme_quotes_the_examples_as_they_are() {
    let readme = include_str!("../README.md");
    let config = include_str!("../examples/company/knigge.toml");
    assert!(readme.contains(&format!("```toml\n{config}```")), "README.md quotes another knigge.toml");
    let weighed = include_str!("cmd/world/weighed/haste.toml");
    assert!(readme.contains(&format!("```toml\n{weighed}```")), "README.md quotes another haste.toml");
    let pack = include_str!("../examples/company/rules/nordnetz.toml");
    let rule = pack.split("[[rule]]").nth(1).unwrap().trim_end();
    assert!(readme.contains(&format!("```toml\n[[rule]]{rule}\n```")), "README.md quotes another rule");
}

#[test]
fn good_examples_are_clean_and_bad_ones_are_not() {
    let drafts = Path::new("../../../examples/drafts");
    for (folder, good, bad) in [("de", "-gut", "-schlecht"), ("en", "-good", "-bad")] {
        let mut seen = [0, 0];
        for entry in Path::new("examples/drafts").join(folder).read_dir().unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let path = drafts.join(folder).join(&name);
            let channel = if name.starts_with("p") && name.contains("riva") { "private" } else { "public" };
            let output = run(
                &["--config", "../../../examples/company/knigge.toml", "--format", "short", "--channel", channel, path.to_str().unwrap()],
                b"",
            );
            let said = text(&output.stdout);
            if name.contains(good) {
                seen[0] += 1;
                assert_eq!((output.status.code(), said.as_str()), (Some(0), ""), "{name}");
            } else if name.contains(bad) {
                seen[1] += 1;
                assert_eq!(output.status.code(), Some(1), "{name}: {said}");
                assert!(said.lines().count() >= 3, "{name}: {said}");
            }
        }
        assert_eq!(seen, [2, 2], "{folder}");
    }
}
