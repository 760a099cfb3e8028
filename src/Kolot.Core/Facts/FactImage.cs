using Kolot.Core.Calendars;
using Kolot.Core.Listen;

namespace Kolot.Core.Facts;

/// <summary>What can be counted of an organisation's voices, column by column, in memory: never the truth itself, made anew from the store at any time.</summary>
/// <remarks>
/// One writer puts voices in as they were kept, changed or removed; whoever counts takes a <see cref="View"/>, which grows no more under their hands.
/// New voices are gathered in the last block; when it is full it is put in order of time.
/// </remarks>
/// <param name="days">The organisation's days.</param>
public sealed class FactImage(LocalDays days)
{
    /// <summary>How many questions are told apart.</summary>
    public const int MostQuestions = 2_000;

    /// <summary>How many different answers to one question are told apart.</summary>
    public const int MostAnswers = 20_000;

    /// <summary>How long a word may be that is counted by; longer ones are sentences.</summary>
    public const int LongestLabel = 80;

    private readonly Dictionary<long, int> lately = [];
    private readonly List<FactBlock> blocks = [new()];
    private readonly Repetition repetition = new();
    private volatile FactView? view;

    /// <summary>The organisation's days.</summary>
    public LocalDays Days => days;

    /// <summary>What things are called in the columns.</summary>
    public FactNames Names { get; } = new();

    /// <summary>What can be counted now.</summary>
    public FactView View => view ??= new([], this);

    /// <summary>The bytes that it takes.</summary>
    public long Bytes => blocks.Sum(block => block.Bytes) + Names.Customers.Bytes + repetition.Bytes;

    private FactBlock Last => blocks[^1];

    /// <summary>Puts a voice in, or puts right what is known of it.</summary>
    public void Put(FactRow voice)
    {
        if (Find(voice.Place) is var (block, row))
        {
            var before = block.Customers[row];
            Write(block, row, voice);
            if (block.Customers[row] != before) repetition.Moved(block.Customers[row]);
            return;
        }

        if (Last.Count == FactBlock.Size) Close();
        (block, row) = (Last, Last.Count);
        (block.Places[row], block.Days[row]) = (voice.Place, (ushort)days.DayOf(Place.MomentOf(voice.Place)));
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
        foreach (var column in block.Answers) column?[row] = 0;
        (block.Channels[row], block.Touchpoints[row], block.Units[row], block.Authors[row], block.Languages[row]) = (0, 0, 0, 0, 0);
        block.Customers[row] = 0;
    }

    /// <summary>Lets whoever counts from now on see what was put in.</summary>
    public void Settle()
    {
        repetition.Settle(blocks);
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

    private void Close()
    {
        blocks[^1] = Last.InOrder();
        repetition.Reordered(blocks);
        blocks.Add(new());
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
        foreach (var column in block.Answers) column?[row] = 0;
        foreach (var (question, answer) in voice.Answers)
        {
            // Ideas are kept and never counted into scores.
            if (answer.Label is null && voice.Kind == VoiceKind.Idea) continue;
            if (Names.QuestionOf(question) is { } number) block.AnswersTo(number)[row] = Names.AnswersTo(number).Of(answer);
        }
    }

    private static ushort CodeOf(Codes<Guid> codes, Guid? id) => id is { } given ? codes.Of(given) : (ushort)0;
}
