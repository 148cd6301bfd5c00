// All that the list of templates needs from bpmn-js.
export function getBusinessObject(element) {
  return element?.businessObject ?? element;
}
