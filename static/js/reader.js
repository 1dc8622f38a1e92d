// What a reader's page can do beyond being read; each behaviour stands alone and the page is whole without it.
import { addCopyButtons } from "./reader/copy.js";
import { markContents } from "./reader/contents.js";
import { openContents } from "./reader/drawer.js";
import { prepareForPaper } from "./reader/paper.js";
import { makeScrollable } from "./reader/scrollers.js";
import { placeSideNotes } from "./reader/side_notes.js";
import { keepTabs } from "./reader/tabs.js";
import { switchTheme } from "./reader/theme_switch.js";

switchTheme();
markContents();
openContents();
placeSideNotes();
addCopyButtons();
makeScrollable();
keepTabs();
prepareForPaper();
