package io.defenderflow.playbook;

import java.io.InputStream;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** Reads BPMN XML from whoever may write it: no entity of it can read a file or call a host. */
public final class BpmnXml {
  private BpmnXml() {}

  /**
   * @throws IllegalArgumentException where it is not well-formed XML or has a document type
   */
  public static Document parse(String xml) {
    return parse(new InputSource(new StringReader(xml)));
  }

  /**
   * @throws IllegalArgumentException where it is not well-formed XML or has a document type
   */
  static Document parse(InputStream xml) {
    return parse(new InputSource(xml));
  }

  private static Document parse(InputSource xml) {
    try {
      return builder().parse(xml);
    } catch (Exception e) {
      throw new IllegalArgumentException("The process definition cannot be read as XML.", e);
    }
  }

  private static DocumentBuilder builder() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(new Silent());
    return builder;
  }

  /** The default handler prints to standard error, where a command line has its own messages. */
  private static final class Silent implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {
      // A warning does not change what was read.
    }

    @Override
    public void error(SAXParseException e) {
      // Only validation reports errors, and nothing is validated.
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXParseException {
      throw e;
    }
  }
}
