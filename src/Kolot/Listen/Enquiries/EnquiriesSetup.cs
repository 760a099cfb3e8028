using Kolot.Shell;

namespace Kolot.Listen.Enquiries;

/// <summary>Puts the list of enquiries into the house.</summary>
public static class EnquiriesSetup
{
    /// <summary>Registers what lists them, and what counts those that wait.</summary>
    public static IServiceCollection AddEnquiries(this IServiceCollection services) => services.AddSingleton<ListEnquiries>().AddSingleton<INavigationCount, WaitingEnquiries>().AddSingleton(ListEnquiries.Views);
}
