using System.Globalization;
using Kolot.Core.Statistics;

namespace Kolot.Understand.Analysts;

/// <summary>Columns of a file as a regression takes them: numbers as they are, names as columns of 1 and 0, rows with a gap left out.</summary>
/// <remarks>As R does by itself, the name that comes first in order is the one that the others are held against, and each of these is called by column and name: <c>contractOne Year</c>.</remarks>
internal sealed class ModelColumns
{
    private const int MostNames = 50;

    private ModelColumns(int[] whole, int leftOut) => (Whole, LeftOut) = (whole, leftOut);

    /// <summary>Which rows have all that is needed.</summary>
    public int[] Whole { get; }

    /// <summary>How many have not.</summary>
    public int LeftOut { get; }

    /// <summary>What the columns are called.</summary>
    public List<string> Terms { get; } = [];

    /// <summary>Their numbers.</summary>
    public List<IReadOnlyList<double>> Columns { get; } = [];

    /// <summary>The name that others of its column are held against, for each column of names.</summary>
    public Dictionary<string, string> References { get; } = [];

    /// <summary>The columns that an outcome is regressed on.</summary>
    /// <param name="file">The file.</param>
    /// <param name="names">What they are called there.</param>
    /// <param name="outcomes">Columns that each row must have besides.</param>
    /// <exception cref="AnalystException">No row has all, or a column of numbers holds something else, or a column of names too many or one alone.</exception>
    public static ModelColumns Of(AnalystFile file, string[] names, params string[] outcomes)
    {
        IReadOnlyList<string>[] needed = [.. outcomes.Concat(names).Select(file.Texts)];
        var whole = file.WholeRows([.. outcomes, .. names]);
        var model = new ModelColumns(whole, needed[0].Count - whole.Length);
        foreach (var (name, texts) in names.Zip(needed.Skip(outcomes.Length)))
            if (MostlyNumbers(texts)) model.Add(name, model.Of(file.Numbers(name)));
            else model.AddNames(name, [.. whole.Select(row => texts[row])]);
        return model;
    }

    /// <summary>The numbers of a column, of the rows that are whole.</summary>
    public double[] Of(IReadOnlyList<double?> numbers) => [.. Whole.Select(row => numbers[row] ?? 0)];

    /// <summary>A column of two outcomes: 1 and 0, or two names of which the later in order is the one that is told of.</summary>
    /// <exception cref="AnalystException">It holds something else.</exception>
    public (bool[] Came, string Of) TwoOf(IReadOnlyList<string> texts, string column)
    {
        string[] there = [.. Whole.Select(row => texts[row])];
        var names = InOrder(there);
        if (names.Length == 1) throw new AnalystException($"{column} is '{AnalystFile.Short(names[0])}' in every row, so nothing can be said of it.");
        if (names.Length > 2) throw new AnalystException($"{column} has more than two outcomes: {string.Join(", ", names.Take(4).Select(AnalystFile.Short))}{(names.Length > 4 ? ", …" : "")}.");
        if (names.All(name => Number(name) is not null) && !(Number(names[0]) == 0 && Number(names[1]) == 1)) throw new AnalystException($"{names[1]} in {column} is neither 0 nor 1.");
        return ([.. there.Select(text => text == names[1])], names[1]);
    }

    // The same on every machine, whatever its language: by letters, capitals no earlier than others.
    private static string[] InOrder(IEnumerable<string> texts) => [.. texts.Distinct().OrderBy(text => text, StringComparer.OrdinalIgnoreCase).ThenBy(text => text, StringComparer.Ordinal)];

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // A name among many numbers is a mistake to be told of, and no kind of its own.
    private static bool MostlyNumbers(IReadOnlyList<string> texts) => 2 * texts.Count(text => Number(text) is not null) > texts.Count(text => text.Length > 0);

    private void AddNames(string column, string[] texts)
    {
        var names = InOrder(texts);
        if (names.Length > MostNames) throw new AnalystException($"{column} has {names.Length} different names; more than {MostNames} are no column to regress on.");
        if (names.Length == 1) throw new AnalystException($"{column} is the same in every row, so nothing can be said of it.");
        References[column] = names[0];
        foreach (var name in names.Skip(1)) Add(column + name, [.. texts.Select(text => text == name ? 1.0 : 0)]);
    }

    private void Add(string term, double[] numbers)
    {
        Terms.Add(term);
        Columns.Add(numbers);
    }
}
