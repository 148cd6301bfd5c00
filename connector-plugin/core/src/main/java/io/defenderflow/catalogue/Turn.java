package io.defenderflow.catalogue;

/**
 * The turn of one request. Its place among those that Microsoft allows is kept until it is used or
 * until the turn is closed.
 */
public interface Turn extends AutoCloseable {
  /**
   * The calls whose next request of this kind uses the place.
   *
   * @param clientRequestId a GUID, which all their requests carry in the header {@code
   *     client-request-id}: it is known before they leave, so that Microsoft's support finds the
   *     one whose answer was lost
   */
  Calls calls(String clientRequestId);

  /**
   * Looks whether the request may still be sent at once.
   *
   * @throws io.defenderflow.fault.Fault with THROTTLED where Microsoft has asked to wait since
   */
  void confirm();

  @Override
  void close();
}
