package org.teshema.journeys;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import nu.validator.validation.SimpleDocumentValidator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** What the Nu validator of the W3C finds wrong with a page: held against HTML's own grammar, in this process. */
final class Markup {
    private static final String GRAMMAR = "http://s.validator.nu/html5-all.rnc";

    private static final Found FOUND = new Found();
    private static final SimpleDocumentValidator VALIDATOR = validator();

    private Markup() {}

    /** Collects errors; warnings, such as that a section has no heading of its own, are opinions. */
    private static final class Found implements ErrorHandler {
        private final List<String> errors = new ArrayList<>();

        @Override
        public void warning(SAXParseException found) {
            // An opinion.
        }

        @Override
        public void error(SAXParseException found) {
            errors.add("line " + found.getLineNumber() + ", column " + found.getColumnNumber() + ": "
                    + found.getMessage());
        }

        @Override
        public void fatalError(SAXParseException found) {
            error(found);
        }
    }

    private static SimpleDocumentValidator validator() {
        try {
            // Not told of itself by the log: nobody reads there what its grammars are.
            var validator = new SimpleDocumentValidator(false);
            validator.setUpMainSchema(GRAMMAR, FOUND);
            validator.setUpValidatorAndParsers(FOUND, false, false);
            return validator;
        } catch (Exception e) {
            throw new IllegalStateException("The validator cannot be set up", e);
        }
    }

    /** The errors in that page. */
    static synchronized List<String> wrong(String page) {
        FOUND.errors.clear();
        try {
            VALIDATOR.checkHtmlInputSource(new InputSource(new StringReader(page)));
        } catch (IOException | SAXException e) {
            throw new IllegalStateException(e);
        }
        return List.copyOf(FOUND.errors);
    }
}
