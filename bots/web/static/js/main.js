// Pages work without any script; each module adds comfort to the parts that a page holds.
import "./ask.js";
import "./panel.js";
import "./tools.js";
import "./filters.js";
import "./progress.js";
import "./practice.js";
import "./coach.js";
import "./coach_forms.js";
import "./admin.js";
