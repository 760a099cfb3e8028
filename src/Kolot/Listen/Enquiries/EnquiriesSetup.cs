using Kolot.Shell;

namespace Kolot.Listen.Enquiries;

/// <summary>Puts into the house what waits of what was written through the contact form.</summary>
public static class EnquiriesSetup
{
    /// <summary>Registers what tells of those that wait, and counts them.</summary>
    public static IServiceCollection AddEnquiries(this IServiceCollection services) => services.AddSingleton<ListEnquiries>().AddSingleton<INavigationCount, WaitingEnquiries>();
}
