namespace Kolot.Core.Benchmarks;

/// <summary>What became of a probe, as the study's rule says.</summary>
public enum Outcome
{
    /// <summary>Answered fast, and so that it moves: somebody wants to come back.</summary>
    Delight = 0,

    /// <summary>Answered correctly, and no more.</summary>
    Indifferent = 1,

    /// <summary>Answered late or poorly.</summary>
    LatePoor = 2,

    /// <summary>Not answered by a person for as long as anybody watched.</summary>
    Never = 3,

    /// <summary>Nobody can say: it may never have arrived, or what was learned of it leaves several of these open.</summary>
    Unknown = 4,
}

/// <summary>Where a probe stands.</summary>
public enum ProbeState
{
    /// <summary>To be made at its time.</summary>
    Planned = 0,

    /// <summary>Sent, and awaiting an answer.</summary>
    Sent = 1,

    /// <summary>Answered by a person; an automatic confirmation is no answer.</summary>
    Answered = 2,

    /// <summary>Not answered until the study stopped watching.</summary>
    Silent = 3,

    /// <summary>Whether it arrived is not known: the form failed, the mail came back.</summary>
    Lost = 4,

    /// <summary>Not made. Counts nowhere.</summary>
    Dropped = 5,

    /// <summary>Made by others, whose report does not say what came of it.</summary>
    NotReported = 6,
}

/// <summary>By which way a company is approached.</summary>
public enum ProbeChannel
{
    /// <summary>The form on its site.</summary>
    ContactForm = 0,

    /// <summary>Mail.</summary>
    Mail = 1,

    /// <summary>A call.</summary>
    Phone = 2,

    /// <summary>Chat on its site.</summary>
    Chat = 3,

    /// <summary>WhatsApp.</summary>
    WhatsApp = 4,

    /// <summary>A social network.</summary>
    Social = 5,

    /// <summary>A visit to a branch.</summary>
    Branch = 6,
}
