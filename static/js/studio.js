// What every page of the studio can do beyond being forms.
import { addCopyButtons } from "./reader/copy.js";
import { makeScrollable } from "./reader/scrollers.js";
import { switchTheme } from "./reader/theme_switch.js";

switchTheme();
makeScrollable();
addCopyButtons();
