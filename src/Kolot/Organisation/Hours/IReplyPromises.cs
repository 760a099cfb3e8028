using Kolot.Core.Organisation;

namespace Kolot.Organisation.Hours;

/// <summary>Within how much service time whoever comes by a channel is answered, as it was promised.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Time">How much service time.</param>
public sealed record ReplyPromise(Channel Channel, TimeSpan Time);

/// <summary>Tells what is promised of answers, to be published beside the hours: whoever hears by a channel keeps it.</summary>
public interface IReplyPromises
{
    /// <summary>An organisation's, in the order of its channels.</summary>
    ValueTask<IReadOnlyList<ReplyPromise>> Of(string organisation, CancellationToken cancel);
}
