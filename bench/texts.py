"""Posts of our own making to measure with: the mixture of a mathematical blog, of any length."""

from itertools import count

PARAGRAPHS = (
    r"""## 第 {n} 节：重参数

设 $p(z\mid x)$ 是一个分布，$q_\phi(z\mid x)$ 是它的近似。我们希望最小化两者的**KL散度**，于是有

$$
\mathcal{{L}}_{n} = \mathbb{{E}}_{{z\sim q_\phi(z\mid x)}}
\left[\log\frac{{p_\theta(x, z)}}{{q_\phi(z\mid x)}}\right]
\label{{eq:elbo{n}}}
$$

其中 $z=\mu+\sigma\odot\epsilon$，$\epsilon\sim\mathcal{{N}}(0, I)$。
由式 $\eqref{{eq:elbo{n}}}$ 可见，梯度可以穿过采样。
""",
    r"""### Case {n}: sliding windows

The maximum of a window of width $k$ moves from $a_{{i}}$ to $a_{{i+1}}$ in *amortised* constant time. It costs $5 to
explain and nothing to run; see [the proof](#proof) or the footnote[^{n}].

[^{n}]: Every index enters the queue once and leaves it once, hence $2n$ steps.

| step | queue | maximum |
|-----:|:------|:-------:|
| 1 | `[3]` | $3$ |
| 2 | `[3, 1]` | $\max\{{3, 1\}} = 3$ |
| {n} | `[5]` | $\lVert a\rVert_\infty$ |
""",
    r"""```python title="window_{n}.py" hl_lines="3"
def window_maximum(values: list[int], width: int) -> list[int]:
    queue: deque[int] = deque()
    for index, value in enumerate(values):
        while queue and values[queue[-1]] <= value:
            queue.pop()
        queue.append(index)
    return queue
```

- 第一步：取 $x_{{{n}}}\in\R^d$，其范数 $\|x_{{{n}}}\|_2\le 1$；
- 第二步：令 $y = W x_{{{n}}} + b$，再取 $\operatorname{{softmax}}(y/\tau)$；
    - 当 $\tau\to 0$ 时得到 one-hot 向量。

> [!NOTE]
> 这里的 ==温度== $\tau$ 与物理中的温度只有形式上的联系。
""",
    r"""行列式的展开写作

\begin{{align}}
\det A &= \sum_{{\sigma\in S_{n}}} \operatorname{{sgn}}(\sigma)\prod_{{i=1}}^{{{n}}} a_{{i,\sigma(i)}} \\
       &= \sum_{{j}} (-1)^{{i+j}} a_{{ij}} M_{{ij}}
\end{{align}}

因此 $A$ 可逆当且仅当 $\det A\ne 0$，这与 $\ker A=\{{0\}}$ 等价。The same holds over any field $\F$.
""",
)


def post(byte_count: int, seed: int = 1) -> str:
    r"""Return a text of at least `byte_count` bytes of UTF-8 that ends with a whole paragraph."""
    parts: list[str] = []
    size = 0
    for number in count(seed):
        part = PARAGRAPHS[number % len(PARAGRAPHS)].format(n=number)
        parts.append(part)
        size += len(part.encode()) + 1
        if size >= byte_count:
            return "\n".join(parts)
    raise AssertionError("count() does not end")
