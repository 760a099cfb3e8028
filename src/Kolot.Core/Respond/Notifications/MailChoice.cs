namespace Kolot.Core.Respond.Notifications;

/// <summary>When a member is told of something by mail.</summary>
public enum MailChoice
{
    /// <summary>As soon as it is not quiet.</summary>
    AtOnce = 0,

    /// <summary>In the digest, once a day.</summary>
    Daily = 1,

    /// <summary>Not by mail.</summary>
    Never = 2,
}

/// <summary>How often a lead is told how the team stands.</summary>
public enum DigestRhythm
{
    /// <summary>Every day that is not one of rest.</summary>
    Daily = 0,

    /// <summary>On the first day of the week that is not one of rest.</summary>
    Weekly = 1,

    /// <summary>Not by mail.</summary>
    Never = 2,
}

/// <summary>Of what members are told by mail: as much as can be chosen apart.</summary>
public enum NotificationGroup
{
    /// <summary>What is theirs now: a case that was given to them, a note that names them.</summary>
    Given = 0,

    /// <summary>What moves in their cases: the customer spoke, little time is left.</summary>
    Moves = 1,

    /// <summary>What cannot wait: a case is late, or it is critical.</summary>
    Urgent = 2,
}
