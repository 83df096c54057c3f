//! stub
use super::Error;
use crate::document::Document;
pub(super) fn read(_: &[u8]) -> Result<Document, Error> {
    Err(Error::NoText)
}
