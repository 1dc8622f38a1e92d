// What every page of the studio can do beyond being forms.
import { switchTheme } from "./reader/theme_switch.js";

switchTheme();
