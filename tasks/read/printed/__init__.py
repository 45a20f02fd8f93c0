"""Printed pages: words and drawn lines of PDF, OFD and OCR to paragraphs and tables."""
