//! Where results go: a stream, or a file that appears whole or not at all.
//! In: bytes as they come. Out: the finished stream or file; a closed pipe is told from other trouble.

use super::interrupt::{begun, ended};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Bytes held back before they are written.
const BUFFER: usize = 64 << 10;

/// A destination of results.
pub enum Output<'o> {
    /// Standard output, or whatever stands for it.
    Stream(BufWriter<&'o mut (dyn Write + Send)>),
    /// A file under another name until it is whole.
    Replacement(BufWriter<NamedTempFile>, PathBuf),
    /// Something that cannot be replaced, such as `/dev/null`.
    Device(BufWriter<std::fs::File>),
}

impl<'o> Output<'o> {
    /// The stream `out`, or the file at `path` if there is one.
    pub fn new(out: &'o mut (dyn Write + Send), path: Option<&Path>) -> io::Result<Output<'o>> {
        let Some(path) = path else { return Ok(Output::Stream(BufWriter::with_capacity(BUFFER, out))) };
        if path.metadata().is_ok_and(|known| !known.is_file()) {
            let device = std::fs::OpenOptions::new().write(true).open(path)?;
            return Ok(Output::Device(BufWriter::with_capacity(BUFFER, device)));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = with_usual_rights(tempfile::Builder::new().prefix(".knigge-")).tempfile_in(folder)?;
        begun(file.path());
        Ok(Output::Replacement(BufWriter::with_capacity(BUFFER, file), path.to_path_buf()))
    }

    /// Writes what is held back; a file takes its name.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Output::Stream(mut stream) => stream.flush(),
            Output::Device(mut device) => device.flush(),
            Output::Replacement(file, path) => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                persist(file, &path)
            }
        }
    }
}

/// Writes a file whole or not at all: what was there stays if anything fails.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut nothing = io::sink();
    let mut output = Output::new(&mut nothing, Some(path))?;
    output.write_all(bytes)?;
    output.finish()
}

/// Rewrites a file that is there: whole or not at all, with the rights that it has, behind a symbolic link where there is one. A file that
/// may not be written is not replaced, either.
pub fn rewrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = path.canonicalize()?;
    let rights = path.metadata()?.permissions();
    if rights.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mut file = tempfile::Builder::new().prefix(".knigge-").tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    begun(file.path());
    file.write_all(bytes)?;
    file.as_file().set_permissions(rights)?;
    file.as_file().sync_all()?;
    persist(file, &path)
}

/// Gives a file its name.
fn persist(file: NamedTempFile, path: &Path) -> io::Result<()> {
    let begun = file.path().to_path_buf();
    file.persist(path).map_err(|error| error.error)?;
    ended(&begun);
    Ok(())
}

/// Temporary files are secret by default; a report has the rights of any new file.
#[cfg(unix)]
fn with_usual_rights<'b, 'p, 's>(builder: &'b mut tempfile::Builder<'p, 's>) -> &'b mut tempfile::Builder<'p, 's> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn with_usual_rights<'b, 'p, 's>(builder: &'b mut tempfile::Builder<'p, 's>) -> &'b mut tempfile::Builder<'p, 's> {
    builder
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Stream(stream) => stream.write(bytes),
            Output::Replacement(file, _) => file.write(bytes),
            Output::Device(device) => device.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stream(stream) => stream.flush(),
            Output::Replacement(file, _) => file.flush(),
            Output::Device(device) => device.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        std::fs::write(&path, "old").unwrap();
        let mut nothing = Vec::new();
        let mut output = Output::new(&mut nothing, Some(&path)).unwrap();
        output.write_all(b"new").unwrap();
        output.flush().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
        output.finish().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_unfinished_file_leaves_no_trace() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        let mut nothing = Vec::new();
        let mut output = Output::new(&mut nothing, Some(&path)).unwrap();
        output.write_all(b"half").unwrap();
        drop(output);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
