"""Files become values, with every line number kept. No HTML, no Markdown, no OpenCC here."""
