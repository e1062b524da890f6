using Trading.Domain.Shared;

namespace Trading.Infrastructure.Demo;

/// <summary>The bank of a story: its statements follow one another, and it pays what it is told to pay.</summary>
public interface IStoryBank
{
    /// <summary>Money of an organisation arrives for a sub-account.</summary>
    void PayIn(DateTime nowUtc, Money amount, StoryOrganisation from, string subAccount);

    /// <summary>The statement with what has been booked lately.</summary>
    byte[] Statement(DateTime nowUtc);

    /// <summary>Carries out a payment file and answers it.</summary>
    byte[] Pay(byte[] paymentFile, DateTime nowUtc);
}
