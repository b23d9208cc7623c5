import "./page.js";
import "./live.js";
