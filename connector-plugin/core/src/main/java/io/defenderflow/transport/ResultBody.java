package io.defenderflow.transport;

import feign.Response;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;

/**
 * Carries a finished result through Feign. The client reads it, not a Feign decoder, because Feign
 * would wrap a fault that a decoder throws.
 */
record ResultBody(Object result) implements Response.Body {
  @Override
  public Integer length() {
    return null;
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public InputStream asInputStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public Reader asReader(Charset charset) {
    return Reader.nullReader();
  }

  @Override
  public void close() {
    // There is nothing open.
  }
}
