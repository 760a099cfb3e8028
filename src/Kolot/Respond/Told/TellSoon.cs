using Kolot.Store;

namespace Kolot.Respond.Told;

/// <summary>What acts tell by: mails that wait, and errands that were left, begin at once. What answers errands uses <see cref="TellOfCases"/> itself.</summary>
public sealed class TellSoon(TellOfCases tell, ErrandRounds rounds)
{
    /// <summary>Leaves a mail. The caller saves, and rings once that is on disk.</summary>
    public void Leave(OrganisationStore store, ToTell what, DateTime now) => tell.Leave(store, what, now);

    /// <summary>Says that an organisation has something to do.</summary>
    public void Ring(string organisation)
    {
        tell.Ring(organisation);
        rounds.Ring(organisation);
    }
}
