// The names that completion offers inside formulas. `#` stands where the author goes on.

const GREEK = "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho " +
  "varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega";
const OPERATORS = "sum prod int iint iiint oint coprod bigcup bigcap bigoplus bigotimes bigwedge bigvee lim limsup liminf " +
  "sup inf max min argmax argmin arg det dim deg gcd hom ker Pr exp log ln lg sin cos tan cot sec csc arcsin arccos arctan " +
  "sinh cosh tanh coth diag tr rank sign Var Cov";
const RELATIONS = "le leq ge geq ne neq approx equiv sim simeq cong propto ll gg prec succ preceq succeq subset subseteq " +
  "supset supseteq in notin ni mid nmid parallel perp models vdash dashv asymp doteq triangleq coloneqq to gets mapsto " +
  "rightarrow leftarrow Rightarrow Leftarrow leftrightarrow Leftrightarrow implies impliedby iff longrightarrow " +
  "longmapsto hookrightarrow twoheadrightarrow uparrow downarrow nearrow searrow rightleftharpoons";
const SYMBOLS = "infty partial nabla forall exists nexists emptyset varnothing neg land lor cup cap setminus times cdot " +
  "div pm mp ast star circ bullet oplus ominus otimes odot wedge vee dagger ddagger ell hbar Re Im aleph beth angle " +
  "triangle square qed blacksquare checkmark prime ldots cdots vdots ddots dots quad qquad top bot langle rangle lfloor " +
  "rfloor lceil rceil lvert rvert lVert rVert R N Z Q C F E displaystyle textstyle limits nolimits nonumber notag " +
  "left right middle big Big bigg Bigg";
const ONE_ARGUMENT = "sqrt text mathrm mathbf mathbb mathcal mathfrak mathscr mathsf mathtt mathit boldsymbol bm hat " +
  "widehat tilde widetilde bar overline underline vec dot ddot acute grave check breve overbrace underbrace operatorname " +
  "operatorname* abs norm boxed cancel bcancel xcancel phantom substack tag label eqref ref pmod ce xrightarrow xleftarrow";
const TWO_ARGUMENTS = "frac dfrac tfrac cfrac binom dbinom tbinom stackrel overset underset textcolor newcommand";
const ENVIRONMENTS = "equation equation* align align* aligned gather gather* gathered multline multline* split cases " +
  "dcases rcases matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array alignat alignat* subarray CD";

const names = (list) => list.split(" ");

/** @type {{name: string, template: string}[]} commands without their backslash */
export const COMMANDS = [
  ...names(`${GREEK} ${OPERATORS} ${RELATIONS} ${SYMBOLS}`).map((name) => ({ name, template: name })),
  ...names(ONE_ARGUMENT).map((name) => ({ name, template: `${name}{#{}}` })),
  ...names(TWO_ARGUMENTS).map((name) => ({ name, template: `${name}{#{}}{#{}}` })),
].sort((one, other) => one.name.localeCompare(other.name));

/** @type {string[]} */
export const ENVIRONMENT_NAMES = names(ENVIRONMENTS);
