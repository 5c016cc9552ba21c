// One Window: what a page gains when scripts run. Every page works without; nothing here holds a rule.
import { startAutosave } from "./autosave.js";
import { startUploads } from "./upload.js";
import { startOnce } from "./once.js";
import { startFocus } from "./focus.js";
import { startHelpers } from "./helpers.js";
import { startHotkeys } from "./hotkeys.js";
import { startReading } from "./reading.js";
import { startOffline } from "./offline.js";
import { startViewer } from "./viewer.js";
import { startHtmx } from "./swaps.js";

const starters = [startAutosave, startUploads, startOnce, startReading, startFocus, startHelpers, startOffline, startViewer];

function start(root) {
  starters.forEach((run) => run(root));
}

startHtmx(start);
startHotkeys();
start(document);
