using System.Data.Common;
using Kolot.Core.Listen;
using Kolot.Store;

namespace Kolot.Listen.Keeping;

/// <summary>What differs between the databases when many voices are kept at once.</summary>
internal interface IVoiceTables
{
    /// <summary>Claims the voices' keys. Those whose key was free, and that were not let go before, are returned by their ids; they are new.</summary>
    Task<HashSet<Guid>> Claim(DbTransaction transaction, IReadOnlyList<HeardWhole> voices, CancellationToken cancel);

    /// <summary>Keeps new voices, what they are found by, and the errands to see whether somebody is to follow them up.</summary>
    Task Insert(DbTransaction transaction, IReadOnlyList<HeardWhole> voices, CancellationToken cancel);

    /// <summary>Keeps responses to surveys as they stand now, and marks the links that were spent on those that are finished.</summary>
    Task KeepResponses(DbTransaction transaction, IReadOnlyList<SurveyResponse> responses, CancellationToken cancel);

    /// <summary>Ends a query for what is to be changed, where other nodes must wait meanwhile.</summary>
    string Locked { get; }

    /// <summary>Replaces what a voice is found by.</summary>
    Task ChangeWords(DbTransaction transaction, ChangedWords words, CancellationToken cancel);
}

/// <summary>What a voice is found by, before and after it changed.</summary>
/// <param name="From">Its place before.</param>
/// <param name="To">Its place now.</param>
/// <param name="Text">The words, as Core/Language writes them.</param>
internal sealed record ChangedWords(long From, long To, string Text);
