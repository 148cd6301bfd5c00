package io.defenderflow.transport;

import feign.RequestTemplate;
import feign.codec.EncodeException;
import io.defenderflow.catalogue.FileContent;
import io.defenderflow.catalogue.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/** Writes body inputs as the fields of a form, for the operations that take a file. */
final class FormEncoder {
  private static final String CONTENT_TYPE = "Content-Type";
  private static final ContentType TEXT = ContentType.create("text/plain", StandardCharsets.UTF_8);

  private FormEncoder() {}

  static boolean isForm(RequestTemplate template) {
    return template.headers().getOrDefault(CONTENT_TYPE, List.of()).stream()
        .anyMatch(type -> type.startsWith("multipart/form-data"));
  }

  static void encode(Map<?, ?> fields, RequestTemplate template) {
    MultipartEntityBuilder form = MultipartEntityBuilder.create();
    form.setMode(HttpMultipartMode.EXTENDED);
    fields.forEach(
        (name, value) -> {
          if (value instanceof FileContent file) {
            form.addBinaryBody(
                name.toString(), file.bytes(), ContentType.APPLICATION_OCTET_STREAM, file.name());
          } else {
            form.addTextBody(name.toString(), Wire.text(value), TEXT);
          }
        });
    try (HttpEntity entity = form.build()) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      entity.writeTo(body);
      template.removeHeader(CONTENT_TYPE);
      template.header(CONTENT_TYPE, entity.getContentType());
      template.body(body.toByteArray(), null);
    } catch (IOException e) {
      throw new EncodeException("The inputs cannot be written as a form.", e);
    }
  }
}
