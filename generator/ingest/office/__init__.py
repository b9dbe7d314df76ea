"""Word processors' files: DOCX and ODT read as they are, old DOC and RTF converted first."""
