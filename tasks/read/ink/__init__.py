"""Pictures and scanned pages: ink to words and rules, by OCR."""
