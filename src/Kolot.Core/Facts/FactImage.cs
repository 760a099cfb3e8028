using Kolot.Core.Calendars;
using Kolot.Core.Listen;

namespace Kolot.Core.Facts;

/// <summary>What can be counted of an organisation's voices, column by column, in memory: never the truth itself, made anew from the store at any time.</summary>
/// <remarks>
/// One writer puts voices in as they were kept, changed or removed; whoever counts takes a <see cref="View"/>, which grows no more under their hands.
/// New voices are gathered in the last block; when it is full it is put in order of time.
/// </remarks>
public sealed class FactImage
{
    /// <summary>How many questions are told apart.</summary>
    public const int MostQuestions = 2_000;

    /// <summary>How many different answers to one question are told apart.</summary>
    public const int MostAnswers = 20_000;

    /// <summary>How long a word may be that is counted by; longer ones are sentences.</summary>
    public const int LongestLabel = 80;

    private readonly Dictionary<long, int> lately = [];
    private readonly List<FactBlock> blocks;
    private readonly Repetition repetition = new();
    private volatile FactView? view;

    /// <summary>An image of nothing yet.</summary>
    /// <param name="days">The organisation's days.</param>
    public FactImage(LocalDays days) => (Days, blocks) = (days, [new()]);

    /// <summary>An image of what was written.</summary>
    internal FactImage(LocalDays days, IEnumerable<FactBlock> written)
    {
        (Days, blocks) = (days, [.. written]);
        for (var row = 0; row < Last.Count; row++) lately[Last.Places[row]] = row;
    }

    /// <summary>The organisation's days.</summary>
    public LocalDays Days { get; }

    /// <summary>The blocks, the last of which still grows.</summary>
    public IReadOnlyList<FactBlock> Blocks => blocks;

    /// <summary>What things are called in the columns.</summary>
    public FactNames Names { get; } = new();

    /// <summary>What can be counted now.</summary>
    public FactView View => view ??= new([], this);

    /// <summary>The bytes that it takes.</summary>
    public long Bytes => blocks.Sum(block => block.Bytes) + Names.Customers.Bytes + repetition.Bytes;

    internal Repetition Repetition => repetition;

    /// <summary>The filters on customers whose voices full blocks keep.</summary>
    internal KeptFilters Filters { get; } = new();

    private FactBlock Last => blocks[^1];

    /// <summary>Puts a voice in, or puts right what is known of it.</summary>
    public void Put(FactRow voice)
    {
        if (Find(voice.Place) is var (block, row))
        {
            var before = block.Customers[row];
            Write(block, row, voice);
            if (block.Customers[row] != before) Moved(block, block.Customers[row]);
            return;
        }

        if (Last.Count == FactBlock.Size) Close();
        (block, row) = (Last, Last.Count);
        (block.Places[row], block.Days[row]) = (voice.Place, (ushort)Days.DayOf(Place.MomentOf(voice.Place)));
        Write(block, row, voice);
        lately[voice.Place] = row;
        block.Count++;
        repetition.Came(blocks, row);
    }

    /// <summary>Takes a voice out.</summary>
    public void Remove(long place)
    {
        if (Find(place) is not var (block, row) || block.Kinds[row] == FactBlock.Gone) return;
        block.Kinds[row] = FactBlock.Gone;
        Clear(block, row);
        (block.Channels[row], block.Touchpoints[row], block.Units[row], block.Authors[row], block.Languages[row]) = (0, 0, 0, 0, 0);
        block.Customers[row] = 0;
        block.Moved();
    }

    /// <summary>Lets whoever counts from now on see what was put in.</summary>
    public void Settle()
    {
        repetition.Settle(blocks);
        Names.LetGo();
        view = new([.. blocks.Select(block => new FactView.Part(block, block.Count))], this);
    }

    private (FactBlock Block, int Row)? Find(long place)
    {
        if (lately.TryGetValue(place, out var recent)) return (Last, recent);
        for (var index = blocks.Count - 2; index >= 0; index--)
        {
            var block = blocks[index];
            if (place >= block.Places[0] && place <= block.Places[block.Count - 1] && block.RowOf(place) is >= 0 and var row) return (block, row);
        }

        return null;
    }

    private void Moved(FactBlock block, int customer)
    {
        Names.Customers.Stand(customer);
        block.Moved();
        repetition.Moved(customer);
    }

    private void Close()
    {
        blocks[^1] = Last.InOrder();
        repetition.Reordered(blocks);
        blocks.Add(new());
        Names.Customers.Stand(Names.Customers.Count - 1);
        lately.Clear();
    }

    private void Write(FactBlock block, int row, FactRow voice)
    {
        block.Kinds[row] = (byte)voice.Kind;
        block.Channels[row] = Names.Channels.Of(voice.Channel);
        block.Touchpoints[row] = CodeOf(Names.Touchpoints, voice.Touchpoint);
        block.Units[row] = CodeOf(Names.Units, voice.Unit);
        block.Authors[row] = CodeOf(Names.Authors, voice.EnteredBy);
        block.Languages[row] = voice.Language is { } language ? (byte)Names.Languages.Of(language) : (byte)0;
        block.Customers[row] = Names.Customers.NumberOf(voice.Customer);
        Clear(block, row);
        foreach (var (question, answer) in voice.Answers)
        {
            // Ideas are kept and never counted into scores.
            if (answer.Label is null && voice.Kind == VoiceKind.Idea) continue;
            if (Names.QuestionOf(question) is { } number) Answer(block.AnswersTo(number), number, row, Names.AnswersTo(number).Of(answer));
        }
    }

    private void Clear(FactBlock block, int row)
    {
        var answers = block.Answers;
        for (var question = 0; question < answers.Length; question++)
            if (answers[question] is { } column) Answer(column, question, row, 0);
    }

    private void Answer(AnswerColumn column, int question, int row, ushort code)
    {
        Names.AnswersTo(question).Changed(column[row], code);
        column[row] = code;
    }

    private static ushort CodeOf(Codes<Guid> codes, Guid? id) => id is { } given ? codes.Of(given) : (ushort)0;
}
