// Draws a BPMN file as the modeler does.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const library = createRequire(import.meta.url).resolve('bpmn-js/dist/bpmn-viewer.production.min.js');

export async function drawDiagram(page, bpmnFile, picture) {
  await page.setContent('<body style="margin:0"><div id="canvas" style="width:1400px;height:400px">');
  await page.addScriptTag({ path: library });
  await page.evaluate(async xml => {
    const viewer = new BpmnJS({ container: '#canvas' });
    const { warnings } = await viewer.importXML(xml);
    if (warnings.length > 0) {
      throw new Error(warnings.map(warning => warning.message).join('\n'));
    }
    viewer.get('canvas').zoom('fit-viewport');
  }, fs.readFileSync(bpmnFile, 'utf8'));
  await page.locator('#canvas').screenshot({ path: picture });
}
