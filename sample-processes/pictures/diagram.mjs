// Draws a BPMN file as the modeler does, as large as the diagram is.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const library = createRequire(import.meta.url).resolve('bpmn-js/dist/bpmn-viewer.production.min.js');
const MARGIN = 20;

export async function drawDiagram(page, bpmnFile, picture) {
  await page.setContent('<body style="margin:0"><div id="canvas" style="width:8000px;height:4000px">');
  await page.addScriptTag({ path: library });
  const size = await page.evaluate(async ({ xml, margin }) => {
    const viewer = new BpmnJS({ container: '#canvas' });
    const { warnings } = await viewer.importXML(xml);
    if (warnings.length > 0) {
      throw new Error(warnings.map(warning => warning.message).join('\n'));
    }
    const { inner } = viewer.get('canvas').viewbox();
    const [width, height] = [inner.width + 2 * margin, inner.height + 2 * margin];
    viewer.get('canvas').viewbox({ x: inner.x - margin, y: inner.y - margin, width: 8000, height: 4000 });
    return { width: Math.ceil(width), height: Math.ceil(height) };
  }, { xml: fs.readFileSync(bpmnFile, 'utf8'), margin: MARGIN });
  // The logo of the library stands in the corner of the canvas, which is outside of the picture.
  await page.screenshot({ path: picture, fullPage: true, clip: { x: 0, y: 0, ...size } });
}
